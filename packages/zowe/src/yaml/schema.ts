/**
 * What Zowe's JSON Schemas ask of a configuration, as far as a typing error in it stops a start.
 *
 * Not checked: lengths and patterns of paths, data set names and user ids; schemas of the components themselves.
 * @source zowe-install-packaging schemas/zowe-yaml-schema.json and server-common.json of v2.x and v3.x.
 */

export type Schema =
  | { readonly type: "any" }
  | {
      readonly type: "text";
      readonly choices?: readonly string[];
      readonly lengthMax?: number;
      readonly pattern?: RegExp;
    }
  | { readonly type: "integer"; readonly min?: number; readonly max?: number }
  | { readonly type: "boolean" }
  | { readonly type: "list"; readonly items: Schema; readonly itemsMin?: number; readonly unique?: boolean }
  | ObjectSchema
  | { readonly type: "certificate" };

export interface ObjectSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** What other properties are; absent: there must be none. */
  readonly others?: Schema;
}

const any: Schema = { type: "any" };
const text: Schema = { type: "text" };
const integer: Schema = { type: "integer" };
const boolean: Schema = { type: "boolean" };
const texts: Schema = { type: "list", items: text };
const port: Schema = { type: "integer", min: 0, max: 65_535 };

const choice = (...choices: readonly string[]): Schema => ({ type: "text", choices });
/** `additionalProperties: false` */
const closed = (
  properties: Readonly<Record<string, Schema>>,
  ...required: readonly string[]
): ObjectSchema => ({
  type: "object",
  properties,
  required,
});
const open = (
  properties: Readonly<Record<string, Schema>>,
  ...required: readonly string[]
): ObjectSchema => ({
  ...closed(properties, ...required),
  others: any,
});
const mapOf = (others: Schema): ObjectSchema => ({ type: "object", properties: {}, others });
const allText = (...names: readonly string[]): Readonly<Record<string, Schema>> =>
  Object.fromEntries(names.map((name) => [name, text]));

const KEYRING_TYPES = ["JCEKS", "JCECCAKS", "JCERACFKS", "JCECCARACFKS", "JCEHYBRIDRACFKS"] as const;

const storeOf = (type: Schema, file: Schema, password: Schema): Readonly<Record<string, Schema>> => ({
  type,
  file,
  password,
});
const pem = {
  key: text,
  certificate: text,
  certificateAuthorities: any, // A text or a list of texts.
} as const;
const p12 = storeOf(choice("PKCS12"), text, text);
const ring = storeOf(
  choice(...KEYRING_TYPES),
  { type: "text", pattern: /^safkeyring[a-z]*:\/\// },
  choice("", "password"),
);

/** The two forms of a certificate; which one is meant shows in the type of its keystore. */
export const certificateForms = {
  pkcs12: closed(
    {
      keystore: closed({ ...p12, alias: text }, "type", "file", "alias"),
      truststore: closed(p12, "type", "file"),
      pem: closed(pem, "key", "certificate"),
    },
    "keystore",
    "truststore",
    "pem",
  ),
  keyring: closed(
    {
      keystore: closed({ ...ring, alias: text }, "type", "file", "alias"),
      truststore: closed(ring, "type", "file"),
      pem: closed(pem),
    },
    "keystore",
    "truststore",
  ),
} as const;

const certificate: Schema = { type: "certificate" };

const launcher: Readonly<Record<string, Schema>> = {
  restartIntervals: { type: "list", items: integer },
  minUptime: integer,
  shareAs: choice("no", "yes", "must", ""),
};

const component: ObjectSchema = open({ enabled: boolean, port, certificate, launcher: open(launcher) });

const setup = closed({
  dataset: closed({
    ...allText("prefix", "proclib", "parmlib", "jcllib", "loadlib", "authLoadlib", "authPluginLib"),
    parmlibMembers: closed({ zis: text }),
    jcl: any,
  }),
  zis: any,
  jcl: any,
  security: closed({
    product: choice("RACF", "ACF2", "TSS"),
    groups: closed(allText("admin", "stc", "sysProg")),
    users: closed(allText("zowe", "zis")),
    stcs: closed(allText("zowe", "zis", "aux")),
  }),
  certificate: closed({
    type: choice("PKCS12", ...KEYRING_TYPES),
    pkcs12: closed({
      ...allText("directory", "name", "password", "caAlias", "caPassword"),
      lock: boolean,
      import: closed(allText("keystore", "password", "alias")),
    }),
    keyring: closed({
      ...allText("owner", "name", "label", "caLabel"),
      connect: closed(allText("user", "label")),
      import: closed(allText("dsName", "password")),
      zOSMF: closed(allText("ca", "user")),
    }),
    dname: closed(allText("caCommonName", "commonName", "orgUnit", "org", "locality", "state", "country")),
    validity: integer,
    san: texts,
    importCertificateAuthorities: texts,
  }),
  vsam: closed({
    mode: choice("NONRLS", "RLS"),
    volume: text,
    storageClass: text,
    name: { type: "text", lengthMax: 38 },
  }),
});

const network = closed({
  server: open({ listenAddresses: texts, vipaIp: text, validatePortFree: boolean, tls: any }),
  client: closed({ tls: any }),
  vipaIp: text,
  validatePortFree: boolean,
});

const zowe = closed({
  setup,
  ...allText("runtimeDirectory", "logDirectory", "workspaceDirectory", "extensionDirectory"),
  job: closed(allText("name", "prefix")),
  network,
  extensionRegistry: any,
  launcher: closed({ ...launcher, unsafeDisableZosVersionCheck: boolean }),
  ...allText("rbacProfileIdentifier", "cookieIdentifier"),
  externalDomains: { type: "list", items: text, itemsMin: 1, unique: true },
  externalPort: port,
  environments: mapOf(any),
  launchScript: open({
    logLevel: choice("", "info", "debug", "trace"),
    onComponentConfigureFail: choice("warn", "exit"),
  }),
  certificate,
  verifyCertificates: choice("STRICT", "NONSTRICT", "DISABLED"),
  sysMessages: { type: "list", items: text, unique: true },
  useConfigmgr: boolean,
  configmgr: open({ validation: choice("STRICT", "COMPONENT-COMPAT") }, "validation"),
});

/** @source zowe/zowe-install-packaging schemas/zowe-yaml-schema.json. */
export const zoweSchema: ObjectSchema = closed({
  zowe,
  java: open({ home: text }),
  node: open({ home: text }),
  zOSMF: closed({ host: text, port, scheme: choice("http", "https"), applId: text }),
  components: mapOf(component),
  haInstances: mapOf(
    open({ hostname: text, sysname: text, components: mapOf(component) }, "hostname", "sysname"),
  ),
});
