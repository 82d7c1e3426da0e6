import { App } from 'cdk8s';
import { installerOf } from '../../charts/index.ts';
import { Flows } from '../../lib/constructs/flow.ts';
import { loadClusters } from '../../lib/inventory/load.ts';
import { mermaid } from './mermaid.ts';

/** The page docs/flows.md: one picture a cluster. */
export function flowsPage(): string {
  const pictures = loadClusters('clusters').map((cluster) => {
    const app = new App();
    installerOf(cluster)(app, cluster);
    return `## ${cluster.name}\n\n\`\`\`mermaid\n${mermaid(Flows.of(app).all)}\`\`\`\n`;
  });
  return `# What talks to what

Drawn from the flows that the constructs declare (\`npm run flows\`): the same list from which the network policies are made
and which the acceptance run puts before Cilium's own engine. What passes beyond it stands in [open-paths.md](open-paths.md).

${pictures.join('\n')}`;
}
