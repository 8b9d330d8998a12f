import { test, expect } from "vitest";
import { minutes } from "@sysplex/sim-core";
import { ZosmfFixture, DVIPA, homeAddress, LIST_JOBS } from "./fixture.js";
test("smoke", () => {
  const plex = new ZosmfFixture();
  console.log(plex.changes, plex.plex.zosmf.state.value);
  const c = plex.client(DVIPA);
  const d = plex.client(homeAddress("SYSB"));
  c.send(LIST_JOBS);
  d.send(LIST_JOBS);
  plex.runFor(minutes(1));
  console.log(c.answers, d.answers, plex.plex.zosmf.resources);
  plex.server("SYSA").crash();
  plex.server("SYSA").start();
  c.send(LIST_JOBS);
  plex.runFor(minutes(10));
  console.log(c.answers);
  console.log(
    plex.plex.sysplex.console.messages.map((m) => `${m.at / 1e6} ${m.system} ${m.id} ${m.text}`).join("\n"),
  );
});
