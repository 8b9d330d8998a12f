/** A value of the store while a change is being made: what is readonly outside may be assigned inside. */
export type { Draft } from "../discovery/eureka-plex.js";
