import { ApiObject, Chart } from 'cdk8s';
import type { App } from 'cdk8s';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { addCharts, copiesOf, readTemplate } from './template.ts';
import { PROVIDED } from '../lib/values/provided.ts';

/**
 * Stands in for `charts/index.ts` in the checkout that is measured: a cluster named `bench-500` gets 500 objects.
 * Everything else, from the inventory to the proof and the written files, is the real program.
 */
export function installerOf({ name }: Cluster): (app: App) => void {
  const count = Number(name.slice(name.lastIndexOf('-') + 1));
  return (app) => {
    const template = readTemplate();
    addCharts(app, copiesOf(template, count));
    const chart = new Chart(app, 'provided', { disableResourceNameHashes: true });
    chart.node.addMetadata(PROVIDED, true);
    for (const [index, object] of template.provided.entries()) new ApiObject(chart, `${object.kind}-${index}`, { ...object });
  };
}
