import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "@sysplex/sim-core";
import { requestBy, executeTcpipCommand } from "@sysplex/tcpip";
import { SMALL_ZOWE, type ZoweFixture } from "../fixture.js";
import { DesktopNumber } from "../../src/desktop/index.js";
import {
  ask,
  desktop,
  HOSTS,
  PAGE,
  serverOn,
  SERVICE,
  WHOLE_ZOWE,
  withTerminal,
  type FixtureOptions,
} from "./fixture.js";

/** Terminals whose server is on the third system, which loses nothing. */
const REMOTE = WHOLE_ZOWE.replace(
  "  externalPort: 7554\n",
  "  externalPort: 7554\n  environments:\n    ZWED_TN3270_HOST: sysb.example.com\n",
);

function gatewayOn(zowe: ZoweFixture, system: string) {
  const gateway = zowe.plex.zowe.gateway(`${system}/ZWE1SV/gateway`);
  if (gateway === undefined) throw new Error(`No Gateway on ${system}`);
  return gateway.websockets.report;
}

/** One user with a terminal through the Gateway of SYSA. */
function terminal(options: FixtureOptions = {}) {
  const { zowe, browsers, forked } = desktop(options);
  const [user] = browsers;
  if (user === undefined) throw new Error("No user");
  withTerminal(zowe, user);
  return { zowe, user, forked };
}

/** The system whose app-server holds the terminal. */
function holder(zowe: ZoweFixture): "SYSA" | "SYSB" {
  return serverOn(zowe, "SYSA").report.websockets.open === 1 ? "SYSA" : "SYSB";
}

describe("a terminal's websocket", () => {
  test("reaches the Telnet server through Gateway and Desktop, and every message is answered", () => {
    const { zowe, user } = terminal();
    for (let count = 0; count < 5; count += 1) {
      user.type();
      zowe.runFor(seconds(5));
    }
    const { desktop } = zowe.plex.zowe;

    expect(user.answers.slice(-5)).toEqual([200, 200, 200, 200, 200]);
    expect(desktop.terminalServers.reduce((sum, { messageCount }) => sum + messageCount, 0)).toBe(5);
    expect(gatewayOn(zowe, "SYSA")).toMatchObject({ upgrades: 1, refused: 0, open: 1, messages: 5 });
    expect(serverOn(zowe, holder(zowe)).report.websockets).toMatchObject({ opened: 1, open: 1 });
  });

  test("is refused without a session", () => {
    const { zowe, browsers } = desktop({ parameters: { desktopHaVariable: "missing" } });
    browsers[0]!.openTerminal();
    zowe.runFor(seconds(2));

    expect(browsers[0]!.answers).toEqual([401]);
    expect(gatewayOn(zowe, "SYSA")).toMatchObject({ upgrades: 1, refused: 1, open: 0 });
  });

  test("can go past the Gateway, and then the Gateway's end does not touch it", () => {
    const { zowe, browsers } = desktop();
    const [user] = browsers;
    ask(zowe, user!, "POST /zlux/ui/v1/auth");
    user!.openTerminalAt("SYSA", requestBy(DesktopNumber.terminal, 1));
    zowe.runFor(seconds(2));
    expect(user!.socket).toBe("open");
    zowe.component("gateway", "SYSA").kill();
    zowe.runFor(minutes(1));

    expect(user!.socket).toBe("open");
  });

  test("dies with the Desktop's server, and the page behind it comes back by the token alone", () => {
    const { zowe, user } = terminal();
    user.type();
    zowe.runFor(seconds(2));
    const system = holder(zowe);
    zowe.component("app-server", system).kill();
    zowe.runFor(seconds(1));

    expect(user.socket).toBe("cut");
    expect(gatewayOn(zowe, "SYSA").cut.instanceReset).toBe(1);
    expect(serverOn(zowe, system).report.websockets).toMatchObject({
      open: 0,
      cut: { processEnded: 1 },
      terminalsLost: 1,
    });
    expect(ask(zowe, user, PAGE)).toBe(200);
    expect(ask(zowe, user, SERVICE)).toBe(200);
    user.openTerminal();
    zowe.runFor(seconds(2));
    expect(["open", "none"]).toContain(user.socket);
  });

  test("dies with its Gateway, and opens anew through the one that the DVIPA has next", () => {
    const { zowe, user } = terminal();
    zowe.component("gateway", "SYSA").kill();
    zowe.runFor(seconds(1));
    expect(user.socket).toBe("cut");
    expect(gatewayOn(zowe, "SYSA").cut.gatewayEnded).toBe(1);
    user.openTerminal();
    zowe.runFor(seconds(5));

    expect(user.socket).toBe("open");
    expect(gatewayOn(zowe, "SYSB").open).toBe(1);
  });

  test("the Desktop finds out that the Gateway has gone, and closes the terminal", () => {
    const { zowe } = terminal();
    const system = holder(zowe);
    zowe.component("gateway", "SYSA").kill();
    zowe.runFor(seconds(31));

    expect(serverOn(zowe, system).report.websockets).toMatchObject({ open: 0, cut: { clientGone: 1 } });
  });

  test("stays when the other Gateway dies", () => {
    const { zowe, user } = terminal();
    zowe.component("gateway", "SYSB").kill();
    zowe.runFor(minutes(1));

    expect(user.socket).toBe("open");
  });

  test("is cut when the Telnet server is stopped", () => {
    const { zowe, user } = terminal();
    zowe.plex.zowe.desktop.terminalServer("SYSA").stop();
    zowe.plex.zowe.desktop.terminalServer("SYSB").stop();
    zowe.runFor(seconds(1));

    expect(user.socket).toBe("cut");
    const cuts = ["SYSA", "SYSB"].map((system) => serverOn(zowe, system).report.websockets.cut.terminalEnded);
    expect(cuts.reduce((a, b) => a + b)).toBe(1);
  });

  test("is found dead at the next message when its system has gone without a word", () => {
    const { zowe, user } = terminal({ yaml: REMOTE });
    zowe.plex.sysplex.lpar("SYSA").fail("wait-state");
    zowe.runFor(minutes(5));
    expect(user.socket).toBe("open");
    user.type();
    zowe.runFor(minutes(20));

    expect(user.socket).toBe("cut");
  });
});

describe("an idle websocket", () => {
  const through = (minutesIdle: number, release: "3.1" | "2.18") => {
    const { zowe, user } = terminal({
      starts: (own) => own.map((start) => ({ ...start, configuration: { ...start.configuration, release } })),
    });
    zowe.runFor(seconds(60 * minutesIdle - 10));
    const before = user.socket;
    zowe.runFor(seconds(20));
    return [before, user.socket, gatewayOn(zowe, "SYSA").cut.idle];
  };

  // @source zowe/api-layer gateway-service application.yml: server.webSocket.maxIdleTimeout 3600000.
  test("is cut after an hour by a Gateway of version 3", () => {
    expect(through(60, "3.1")).toEqual(["open", "cut", 1]);
  });

  // @source zowe/zlux issue 968: 300000 ms.
  test("is cut after five minutes by one of version 2", () => {
    expect(through(5, "2.18")).toEqual(["open", "cut", 1]);
  });

  test("lives on with a message now and then", () => {
    const { zowe, user } = terminal();
    for (let count = 0; count < 6; count += 1) {
      zowe.runFor(minutes(50));
      user.type();
    }
    zowe.runFor(minutes(1));

    expect(user.socket).toBe("open");
  });
});

describe("the DVIPA and a websocket", () => {
  // @source Zowe documentation, upgrade without down time: QUIESCE diverts new connections only.
  test("a quiesced Gateway port keeps its websockets, and new ones go to the backup", () => {
    const { zowe, browsers } = desktop({}, 2);
    const [one, two] = browsers;
    withTerminal(zowe, one!);
    executeTcpipCommand(zowe.plex, "SYSA", "VARY TCPIP,,SYSPLEX,QUIESCE,PORT=7554");
    zowe.runFor(seconds(10));
    withTerminal(zowe, two!);
    one!.type();
    zowe.runFor(seconds(5));

    expect([one!.socket, one!.answers.at(-1)]).toEqual(["open", 200]);
    expect([gatewayOn(zowe, "SYSA").open, gatewayOn(zowe, "SYSB").open]).toEqual([1, 1]);
  });

  test("the move of the address to a backup leaves a websocket of a living stack in place", () => {
    const { zowe, user } = terminal();
    executeTcpipCommand(zowe.plex, "SYSA", "VARY TCPIP,,SYSPLEX,DEACTIVATE,DVIPA=10.1.1.100");
    zowe.runFor(seconds(10));
    expect(zowe.plex.tcpip.state.value.dvipas["10.1.1.100"]?.owner).toBe("SYSB/TCPIP");
    user.type();
    zowe.runFor(seconds(5));

    expect([user.socket, user.answers.at(-1)]).toEqual(["open", 200]);
  });

  test("the end of the stack that it ended at cuts it, once something is sent", () => {
    const { zowe, user } = terminal();
    zowe.plex.tcpip.stack("SYSA/TCPIP").stop();
    zowe.runFor(minutes(1));
    user.type();
    zowe.runFor(minutes(20));

    expect(user.socket).toBe("cut");
  });
});

describe("a hang", () => {
  test("of the Gateway holds a message up, and its end lets it go on", () => {
    const { zowe, user } = terminal();
    zowe.component("gateway", "SYSA").hang();
    user.type();
    zowe.runFor(minutes(2));
    const held = user.answers.at(-1);
    zowe.component("gateway", "SYSA").resume();
    zowe.runFor(seconds(5));

    expect([held, user.answers.at(-1), user.socket]).toEqual([101, 200, "open"]);
  });

  test("of the Desktop's server does the same", () => {
    const { zowe, user } = terminal();
    const system = holder(zowe);
    zowe.component("app-server", system).hang();
    user.type();
    zowe.runFor(minutes(2));
    const held = user.answers.at(-1);
    zowe.component("app-server", system).resume();
    zowe.runFor(seconds(5));

    expect([held, user.answers.at(-1), user.socket]).toEqual([101, 200, "open"]);
  });

  test("of a Gateway, in which the Desktop's server dies, ends in a cut", () => {
    const { zowe, user } = terminal();
    zowe.component("gateway", "SYSA").hang();
    zowe.component("app-server", holder(zowe)).kill();
    zowe.runFor(minutes(2));
    expect(user.socket).toBe("open");
    zowe.component("gateway", "SYSA").resume();
    zowe.runFor(seconds(5));

    expect(user.socket).toBe("cut");
  });
});

describe("without a Desktop", () => {
  test("an upgrade finds no instance", () => {
    const { zowe, browsers } = desktop({ yaml: SMALL_ZOWE, hosts: HOSTS });
    browsers[0]!.openTerminal();
    zowe.runFor(seconds(2));

    expect(browsers[0]!.answers).toEqual([503]);
    expect(gatewayOn(zowe, "SYSA").refused).toBe(1);
    zowe.runFor(hours(1));
  });
});
