import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { columns, count } from './text.ts';

export const rules = defineCommand({
  name: 'rules',
  summary: 'List the rules that check asks.',
  options: { json: { type: 'flag', help: 'print them as JSON' } },
  examples: ['rules', 'rules --json | jq -r ".rules[].id"'],
  async run({ json }, io) {
    const { FAMILIES } = await import('../lib/check/rules/index.ts');
    const { ENGINE_RULES } = await import('../lib/check/exceptions.ts');

    const engine = Object.entries(ENGINE_RULES).map(([id, asks]) => ({
      id,
      family: 'engine',
      severity: 'warning',
      asks,
      source: 'docs/check.md',
    }));
    const listed = [
      ...Object.entries(FAMILIES).flatMap(([family, list]) =>
        list.map(({ id, severity, asks, source }) => ({ id, family, severity, asks, source })),
      ),
      ...engine,
    ];
    if (json) {
      io.out(JSON.stringify({ rules: listed }, null, 2));
      return EXIT.ok;
    }
    const lines = columns(listed.map(({ id, severity, asks }) => [id, severity, asks]));
    let family = '';
    for (const [index, line] of lines.entries()) {
      const next = listed[index]?.family ?? family;
      if (next !== family) io.out(`${index === 0 ? '' : '\n'}${io.color.bold(next)}`);
      family = next;
      io.out(`  ${line}`);
    }
    io.err(`${count(listed.length, 'rule')}; slipway explain RULE shows the page of one`);
    return EXIT.ok;
  },
});
