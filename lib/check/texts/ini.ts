/** A setting of a file in sections. */
export interface IniSetting {
  /** `undefined` before the first section. */
  readonly section: string | undefined;
  readonly key: string;
  readonly value: string | undefined;
  /** 1-based. */
  readonly line: number;
}

export interface Ini {
  readonly sections: readonly { readonly name: string; readonly line: number }[];
  readonly settings: readonly IniSetting[];
}

/** Reads `[section]`, `key = value` and bare keys; comments begin a line with `#` or `;`. */
export function parseIni(text: string): Ini {
  const sections: { name: string; line: number }[] = [];
  const settings: IniSetting[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const written = raw.trim();
    const line = index + 1;
    if (written === '' || /^[#;!]/.test(written)) continue;
    const [, name] = /^\[([^\]]*)\]/.exec(written) ?? [];
    if (name !== undefined) sections.push({ name: name.trim(), line });
    else {
      const [, key = '', value] = /^([^=\s]+)\s*(?:=\s*(.*))?$/.exec(written) ?? [];
      settings.push({ section: sections.at(-1)?.name, key, value, line });
    }
  }
  return { sections, settings };
}
