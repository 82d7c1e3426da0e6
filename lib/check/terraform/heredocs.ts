/** A manifest that stands in a Terraform file. */
export interface Heredoc {
  readonly text: string;
  /** Line of the file on which its first line stands, from 1. */
  readonly line: number;
}

/** Texts like `yaml_body = <<-YAML … YAML` that are manifests; one into which Terraform inserts something is not known as a whole. */
export function manifestsIn(terraform: string): readonly Heredoc[] {
  const found: Heredoc[] = [];
  for (const { 1: dash = '', 3: body = '', 0: whole, index } of terraform.matchAll(
    /<<(-|~)?[ \t]*([A-Za-z_]\w*)[^\n]*\n([\s\S]*?)\n[ \t]*\2(?=\s|$)/g,
  )) {
    if (!/^[ \t]*apiVersion:/m.test(body) || !/^[ \t]*kind:/m.test(body) || /(?<!\$)[$%]\{/.test(body)) continue;
    const lines = body.split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
    const text = dash === '' ? body : lines.map((line) => line.slice(Math.min(...indents))).join('\n');
    const before = terraform.slice(0, index + whole.indexOf('\n') + 1);
    found.push({ text, line: before.split('\n').length });
  }
  return found;
}
