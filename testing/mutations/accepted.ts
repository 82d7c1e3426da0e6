/** Mistakes that are not found by their rule, each with the reason. */
export const accepted: Readonly<Record<string, string>> = {};
