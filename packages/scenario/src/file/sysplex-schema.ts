/** The part of a scenario file that declares the sysplex: systems, coupling facilities, operator, policies. */
import { z } from "zod";
import { anyDuration, filePath, spelledText, zosName } from "./quantities.js";
import { readingHints } from "./reading.js";

const isClone = (text: string) => /^[A-Z0-9@#$]{1,2}$/.test(text);

const symbolName = z
  .string()
  .regex(/^[A-Z@#$_][A-Z0-9@#$_]{0,15}$/)
  .register(readingHints, { expects: "a system symbol's name without its ampersand, such as IPHOST" });

const member = filePath("an IZUPRMxx member");

/** @source z/OS Communications Server: weights of WLM are 0 to 64. */
const weight = z.int().min(0).max(64).register(readingHints, { expects: "a whole number from 0 to 64" });

const wlmSchema = z
  .strictObject({
    system: weight.describe("Weight of the system (BASEWLM).").optional(),
    servers: z
      .record(zosName("the name of a job such as IZUSVRA"), weight)
      .register(readingHints, { expects: "a map of job names and weights" })
      .describe("Weights of servers by job name (SERVERWLM).")
      .optional(),
  })
  .register(readingHints, { expects: "weights such as { system: 40, servers: { IZUSVRA: 30 } }" });

const systemSchema = z
  .strictObject({
    tcpip: filePath("a TCP/IP profile")
      .describe("TCP/IP profile of the system's stack, which is called TCPIP.")
      .meta({ examples: ["configs/TCPPROF.SYSA"] }),
    tcpipData: filePath("a TCPIP.DATA member")
      .describe(
        "TCPIP.DATA of the system, which names its name servers. Left out: looking names up takes no time.",
      )
      .meta({ examples: ["configs/TCPDATA.SYSA"] })
      .optional(),
    ceaprm: filePath("a CEAPRMxx member")
      .describe(
        "CEAPRMxx of the system, of which TSOASMGR is read: how many TSO/E sessions CEA keeps. Left out: see `zosmf.tsoMaxSessions` and its like.",
      )
      .meta({ examples: ["configs/CEAPRM00"] })
      .optional(),
    bpxprm: filePath("a BPXPRMxx member")
      .describe(
        "BPXPRMxx of the system, of which IPCMSGNIDS and IPCMSGQBYTES are read. Left out: see `zosmf.ipcMsgNIds` and `zosmf.ipcMsgQBytes`.",
      )
      .meta({ examples: ["configs/BPXPRM00"] })
      .optional(),
    zosmf: z
      .union([member, z.array(member)])
      .register(readingHints, { expects: "the path of an IZUPRMxx member, or a list of such paths" })
      .describe(
        "IZUPRMxx member, or a list of members in the order of the IZU= list. Left out: no z/OSMF runs here.",
      )
      .meta({ examples: ["configs/IZUPRM0A", ["configs/IZUPRM00", "configs/IZUPRM0A"]] })
      .optional(),
    processors: z
      .enum(["dedicated", "shared"])
      .describe(
        "Whether the LPAR's processors are its own. It decides the excessive-spin time, and so whether XCF misses a silent system after 45 s or 165 s.",
      ),
    clone: spelledText("one or two characters of A-Z, 0-9, @, # and $, such as 0A", isClone)
      .describe(
        "&SYSCLONE, one or two characters, unique in the sysplex. Default: the end of the system's name.",
      )
      .optional(),
    symbols: z
      .record(
        symbolName,
        spelledText("a text of at most 44 characters", (text) => text.length <= 44),
      )
      .describe(
        "Further static system symbols, which profiles and members may use: name without ampersand, value.",
      )
      .meta({ examples: [{ IPHOST: "10.1.1.1" }] })
      .optional(),
    wlm: wlmSchema
      .describe(
        "What WLM recommends at the start, for distribution by BASEWLM and SERVERWLM. Left out: as the parameters tcpip.wlmSystemWeight and tcpip.wlmServerWeight have it.",
      )
      .meta({ examples: [{ system: 40, servers: { IZUSVRA: 30 } }] })
      .optional(),
    upAtStart: z.boolean().describe("false: the system is down until the timeline IPLs it.").prefault(true),
  })
  .register(readingHints, {
    expects: "a system such as { tcpip: configs/TCPPROF.SYSA, processors: dedicated }",
  });

export const systemName = zosName("a system name: 1 to 8 of A-Z, 0-9, @, # and $, such as SYSA");
export const couplingFacilityName = zosName("a coupling facility's name such as CF01");

const operatorSchema = z
  .strictObject({
    replyAfter: anyDuration("3m").describe("How long after the message the operator has replied."),
    removes: zosName("the name of a system")
      .describe(
        "The system given up when IXC409D asks which side of a lost signalling path stays. Left out: the one that was IPLed last.",
      )
      .optional(),
  })
  .register(readingHints, { expects: "an operator such as { replyAfter: 3m }" });

export const sysplexSchema = z
  .strictObject({
    name: zosName("a sysplex name: 1 to 8 of A-Z, 0-9, @, # and $, such as PLEX1")
      .describe("The sysplex's name.")
      .prefault("PLEX1"),
    couple: filePath("a COUPLExx member")
      .describe("COUPLExx member of all systems. Left out: z/OS defaults.")
      .meta({ examples: ["configs/COUPLE00"] })
      .optional(),
    sfm: filePath("an SFM policy")
      .describe("SFM policy, as given to IXCMIAPU. Left out: no policy is active.")
      .meta({ examples: ["configs/SFMPOL01"] })
      .optional(),
    arm: filePath("an ARM policy")
      .describe("ARM policy, as given to IXCMIAPU. Left out: automatic restart management is not active.")
      .meta({ examples: ["configs/ARMPOL01"] })
      .optional(),
    statusDetection: z
      .boolean()
      .describe(
        "BCPii system status detection is set up: a dead system is found without waiting for the interval.",
      )
      .prefault(false),
    operator: operatorSchema
      .describe("The person who answers IXC402D, IXC102A, IXC409D and IXC426D. Left out: nobody answers.")
      .optional(),
    couplingFacilities: z
      .array(couplingFacilityName)
      .describe(
        "Coupling facilities that all systems are connected to. Isolation of a system goes through one.",
      )
      .prefault(["CF01"]),
    systems: z
      .record(systemName, systemSchema)
      .register(readingHints, { expects: "a map of system names, such as SYSA, and systems" })
      .describe("The systems by name, 1 to 32, in the order of their IPL."),
  })
  .register(readingHints, { expects: "the sysplex with its systems" });
