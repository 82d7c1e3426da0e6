import type { Rule } from '../rule.ts';

/** A title for each family, in the words of its folder. */
const TITLES: Readonly<Record<string, string>> = {
  clusters: 'Clusters: what several of them share, and what each has to itself',
  delivery: 'Delivery: Argo CD and Argo Rollouts',
  files: 'Files: what can be read',
  mesh: 'Mesh: Istio routes, encryption and sidecars',
  network: 'Network: policies and addresses',
  observability: 'Observability: what is measured, and who is told',
  references: 'References: what one object names and another has',
  scheduling: 'Scheduling: where pods fit, how they are replaced',
  schema: 'Schema: what the API server takes',
  security: 'Security: images, secrets, rights',
  storage: 'Storage: what outlives a pod',
  texts: 'Texts: configuration and commands inside objects',
};

/** The page that lists every rule with its severity and what it asks, family by family. */
export function rulesPage(families: Readonly<Record<string, readonly Rule[]>>): string {
  const sections = Object.entries(families).map(([family, rules]) => {
    const rows = rules.map(
      ({ id, severity, asks }) => `| [${id}](../lib/check/rules/${family}/${id}.md) | ${severity} | ${asks.replaceAll('|', '\\|')} |`,
    );
    return [`## ${TITLES[family] ?? family}`, '', '| rule | severity | asks |', '| --- | --- | --- |', ...rows].join('\n');
  });
  const count = Object.values(families).flat().length;
  const head = `# The rules\n\n${count} rules in ${sections.length} families. Made by \`npm run rules\` from the rules themselves; [check](check.md) tells how a rule works and how to add one.`;
  return `${[head, ...sections].join('\n\n')}\n`;
}
