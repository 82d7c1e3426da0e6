import { terraformFiles } from '../../terraform/files.ts';
import { addTo } from '../../../values/multimap.ts';
import { CHART_DEFINITIONS } from '../../delivery/definitions.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';
import type { World } from '../../world.ts';

/** Groups that the API server has by itself. */
const BUILT_IN = /^(?:v1|(?:apps|batch|autoscaling|policy)\/\w+|[\w.]*\.k8s\.io\/\w+)$/;
/** Kinds that the chart of Argo CD brings, beside those of other charts. */
const ARGO_CD = ['argoproj.io/Application', 'argoproj.io/AppProject', 'argoproj.io/ApplicationSet'];

export const terraformKindsFirst = defineRule({
  id: 'terraform-kinds-first',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'A kubernetes_manifest of Terraform is of a kind that does not come with a chart of the same run.',
  source: 'https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/manifest#before-you-use-this-resource',
  *check({ object, file = '' }, world) {
    const text = textAt(object, 'text') ?? '';
    if (!file.endsWith('.tf') || !text.includes('kubernetes_manifest')) return;
    const charts = chartsIn(parentFolder(file), world);
    const lines = text.split('\n');
    for (const { type, labels, body, line } of charts.length === 0 ? [] : blocksOf(text)) {
      if (type !== 'resource' || labels[0] !== 'kubernetes_manifest') continue;
      const written = lines.slice(line - 1, line - 1 + body.split('\n').length).join('\n');
      const [version = '', kind = ''] = ['apiVersion', 'kind'].map(
        (name) => new RegExp(`\\b${name}"?\\s*[=:]\\s*"([^"$]*)"`).exec(written)?.[1],
      );
      if (version === '' || BUILT_IN.test(version)) continue;
      const group = version.split('/')[0] ?? '';
      const chart = charts.find((each) =>
        (each === 'argo-cd' ? ARGO_CD : (CHART_DEFINITIONS[each] ?? [])).some((known) => known === group || known === `${group}/${kind}`),
      );
      if (chart === undefined) continue;
      yield {
        path: `line ${line}`,
        message: `kubernetes_manifest.${labels[1] ?? ''} (${kind} of ${group}) needs a definition that the chart ${chart} of this folder brings`,
        why: 'Terraform asks the API server for the kind while it plans: on a new cluster the plan stops with "no matches for kind", whatever depends_on says.',
        fix: 'Apply it in a second run, hand it to the chart as values, or use a provider that asks later (kubectl_manifest).',
      };
    }
  },
});

/** Charts that the releases of a folder install. */
function chartsIn(folder: string, world: World): readonly string[] {
  const all = world.once('charts of terraform folders', () => {
    const found = new Map<string, string[]>();
    for (const { folder: place, text } of terraformFiles(world)) {
      if (!text.includes('helm_release')) continue;
      for (const [, chart = ''] of text.matchAll(/^[ \t]*chart\s*=\s*"([^"$]+)"/gm))
        addTo(found, place, chart.slice(chart.lastIndexOf('/') + 1));
    }
    return found;
  });
  return all.get(folder) ?? [];
}
