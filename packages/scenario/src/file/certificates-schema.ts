/** The part of a scenario file that says what is in the key stores, which no configuration tells. */
import { z } from "zod";
import { anyDuration, duration } from "./quantities.js";
import { readingHints } from "./reading.js";

const name = z
  .string()
  .regex(/^[^\s]{1,253}$/)
  .register(readingHints, { expects: "a host name such as sysa.example.com" });

const authority = z
  .string()
  .regex(/\S/)
  .register(readingHints, { expects: "the name of a certificate authority" });

const names = () =>
  z.array(name).register(readingHints, { expects: "a list of host names such as [sysa.example.com]" });

const certificate = {
  names: names()
    .describe(
      "Subject alternative names. Left out: the host names of all instances, and the external domains.",
    )
    .optional(),
  expiresAfter: duration("10m")
    .describe(
      "Valid until then, counted from the start of the run or from its rotation. Left out: it outlives the run.",
    )
    .optional(),
  validAfter: anyDuration("10m")
    .describe("Valid from then on, counted alike. Left out: it is valid already.")
    .optional(),
  signedBy: authority.describe("The authority that signs it. Left out: one for all.").optional(),
  subject: z
    .string()
    .regex(/\S/)
    .register(readingHints, { expects: "a distinguished name such as CN=Zowe Service" })
    .describe("Distinguished name. Left out: one for all instances.")
    .optional(),
};

const instanceCertificate = {
  ...certificate,
  trusts: z
    .array(authority)
    .register(readingHints, { expects: "a list of authorities" })
    .describe("Authorities in the trust store. Left out: all that sign anything.")
    .optional(),
  isForClients: z
    .boolean()
    .describe("Its key usage lets it authenticate a client too. Default: true.")
    .optional(),
  external: z
    .strictObject(certificate)
    .register(readingHints, { expects: "a certificate such as { names: [zowe.example.com] }" })
    .describe("What the Gateway shows to clients from outside, where that is another one.")
    .optional(),
};

export const instanceCertificateSchema = z
  .strictObject(instanceCertificate)
  .register(readingHints, { expects: "a certificate such as { expiresAfter: 10m }" });

export const certificatesSchema = z
  .strictObject({
    all: instanceCertificateSchema.describe("Of every instance of Zowe that is not named below.").optional(),
    instances: z
      .record(z.string(), instanceCertificateSchema)
      .register(readingHints, { expects: "a map of HA instances or systems, and certificates" })
      .describe("By HA instance, or by system.")
      .optional(),
    zosmf: instanceCertificateSchema.describe("Of z/OSMF.").optional(),
    clientsTrust: z
      .array(authority)
      .register(readingHints, { expects: "a list of authorities" })
      .describe("Authorities that clients trust. Left out: all that sign anything.")
      .optional(),
  })
  .register(readingHints, { expects: "certificates such as { all: { expiresAfter: 10m } }" });
