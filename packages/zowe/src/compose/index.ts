/** Docker compose's table of contents. */
export { readCompose, type ComposeOptions, type ComposeReading } from "./read.js";
