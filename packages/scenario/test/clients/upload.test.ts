/** Clients that send something. */
import { describe, expect, test } from "vitest";
import { client, pairAskedBy, runOf, type Files } from "../fixture.js";

const UPLOAD = "PUT https://zosmf.example.com/zosmf/restfiles/ds/A.B";

function uploading(options: string): Files {
  return pairAskedBy([
    client(),
    `{ name: upload, request: ${UPLOAD}, arrivals: every 150s, timeout: 4m, ${options} }`,
  ]);
}

describe("a client with a body", () => {
  test("is cut off by z/OSMF after its minute", () => {
    const { clients } = runOf(uploading("body: 20 MB, uploadRate: 250 kB/s"));

    expect(clients["upload"]?.requests.succeeded).toBe(0);
    // One at the start, one after 150 s; that at the end of the run is not over.
    expect(clients["upload"]?.requests.byFailure).toMatchObject({ http500: 2, timeout: 0 });
    expect(clients["rest"]?.availability).toBe(1);
  });

  test("gets through with a longer response time-out, in size over rate and the writing", () => {
    const { clients } = runOf(uploading("body: 20 MB, uploadRate: 250 kB/s, responseTimeout: 2m"));

    expect(clients["upload"]?.requests).toMatchObject({ failed: 0, succeeded: 2 });
    expect(clients["upload"]?.latencyMs?.max).toBeGreaterThan(80_000);
    expect(clients["upload"]?.latencyMs?.max).toBeLessThan(90_000);
  });

  test("that is asked for by nothing but such a client is probed without a body", () => {
    const { services } = runOf(
      pairAskedBy([
        `{ name: upload, request: ${UPLOAD}, arrivals: every 150s, timeout: 4m, body: 20 MB, uploadRate: 250 kB/s }`,
      ]),
    );

    expect(services["zosmf"]?.outageSeconds).toBe(0);
  });
});
