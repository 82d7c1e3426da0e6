import { argoSettings } from '../../delivery/waiting.ts';
import { documentKind } from '../../document.ts';
import { kustomizationsByFolder } from '../../kustomize/patch-contents.ts';
import { pathFrom } from '../../paths.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const MOST = 50;

export const kustomizationChartsAllowed = defineRule({
  id: 'kustomization-charts-allowed',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Where Argo CD builds a kustomization that takes charts in, its build options allow that.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/#kustomizing-helm-charts',
  *check(manifest, world) {
    const settings = argoSettings(world);
    // Settings that are not in the tree, or only in part, may allow it; so may a script, Terraform, or the operator.
    if (!settings.some(({ whole }) => whole) || settings.some(({ texts }) => Object.entries(texts).some(allows)) || isSaid(world)) return;
    for (const { sources, specPath } of world.everywhere.installersOf(manifest)) {
      for (const { folder } of sources) {
        const charted = folder === undefined || folder.includes('{{') ? undefined : withChart(folder.replace(/^\.\/|\/$/g, ''), world);
        if (charted === undefined) continue;
        yield {
          path: specPath,
          message: `${charted.file ?? ''} takes in the chart ${textAt(itemsAt(charted.object, 'helmCharts')[0], 'name') ?? ''}, and kustomize.buildOptions does not say --enable-helm`,
          why: 'Argo CD cannot build the folder: "must specify --enable-helm", and the Application stays in ComparisonError.',
          fix: 'Set kustomize.buildOptions: --enable-helm in argocd-cm, or install the chart by an Application of its own.',
        };
        return;
      }
    }
  },
});

function isSaid(world: World): boolean {
  return world.once('helm in kustomize is allowed', () =>
    [documentKind('TextFile'), documentKind('Script'), 'argoproj.io/v1beta1/ArgoCD'].some((kind) =>
      world.ofKind(kind).some(({ object }) => (textAt(object, 'text') ?? JSON.stringify(object)).includes('--enable-helm')),
    ),
  );
}

function allows([key, value]: readonly [string, string]): boolean {
  return key.startsWith('kustomize.') && value.includes('--enable-helm');
}

/** The kustomization of a folder, or one that it takes in, that inflates a chart. */
function withChart(folder: string, world: World): WorldObject | undefined {
  const byFolder = kustomizationsByFolder(world);
  const open = [folder];
  const seen = new Set<string>();
  for (let next = open.pop(); next !== undefined && seen.size < MOST; next = open.pop()) {
    const found = seen.has(next) ? undefined : byFolder.get(next);
    seen.add(next);
    if (found === undefined) continue;
    if (itemsAt(found.object, 'helmCharts').length > 0) return found;
    for (const list of ['resources', 'bases', 'components'])
      for (const each of itemsAt(found.object, list)) open.push(pathFrom(next, text(each) ?? '') ?? next);
  }
  return undefined;
}
