/** Results as one self-contained HTML report. */
export {};
