import { BITNAMI, CLOSED, RETIRED } from '../../charts/retired.ts';
import { documentKind } from '../../document.ts';
import { HELM_KINDS } from '../../helm.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { someString, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scriptedHelm } from '../../texts/helm-calls.ts';
import type { World } from '../../world.ts';

export const helmChartMaintained = defineRule({
  id: 'helm-chart-maintained',
  severity: 'warning',
  kinds: [...HELM_KINDS, documentKind('Script'), documentKind('TextFile'), 'kustomize.config.k8s.io/v1beta1/Kustomization'],
  asks: 'A chart that is installed is still maintained, and its images can be pulled.',
  source: 'https://helm.sh/docs/topics/charts/#deprecating-charts; https://github.com/bitnami/charts/issues/35164',
  *check(manifest, world) {
    for (const release of releasesBy(world, manifest)) {
      const repository = repositoryOf(release, world);
      const path = manifest.object.kind === 'HelmValues' ? 'chart' : manifest.object.apiVersion === 'slipway.dev/v1' ? 'text' : 'spec';
      const closed = Object.entries(CLOSED).find(([url]) => repository?.includes(url) === true)?.[1];
      const retired = closed ?? (isBitnami(repository) ? undefined : RETIRED[release.chart]);
      const name = `${release.chart}${release.version === undefined ? '' : ` ${release.version}`}`;
      if (retired !== undefined) {
        yield {
          path,
          message: `chart ${name} of release ${release.name} is not maintained: ${retired.since}`,
          why: 'It gets no fixes, and what it installs falls behind: values of today are not known to it, and one day the cluster is too new for it.',
          fix: retired.instead,
        };
      } else if (isBitnami(repository) && !elsewhere(release.values)) {
        yield {
          path,
          severity: release.open === true ? 'info' : 'warning',
          message: `chart ${name} of release ${release.name} is Bitnami's: ${BITNAMI.since}`,
          why: 'Versioned images cannot be pulled any more: what runs goes on until its pod moves to another node, then it stays in ImagePullBackOff.',
          fix: 'Take the chart of the program itself, or set image.repository (or global.imageRegistry) to a registry that has the images.',
        };
      }
    }
  },
});

/** Bitnami's own charts; those of `bitnami-labs` are somebody else's. */
function isBitnami(repository: string | undefined): boolean {
  return repository !== undefined && /charts\.bitnami\.com|bitnamicharts|^bitnami$/.test(repository);
}

/** Values that name another registry for the images. */
function elsewhere(values: unknown): boolean {
  return (
    textAt(values, 'global.imageRegistry') !== undefined ||
    someString(values, (text) => /bitnami(legacy|secure)|^[\w-]+\.[\w.-]+(:\d+)?(\/|$)/.test(text))
  );
}

/** The address of a repository, where a name stands for it. */
function repositoryOf({ repository, manifest }: Release, world: World): string | undefined {
  const name = manifest?.object.kind === 'HelmRelease' ? textAt(manifest.object, 'spec.chart.spec.sourceRef.name') : undefined;
  // A script gives repositories names of its own.
  if (name === undefined) return scriptedHelm(world).repositories.get(repository ?? '') ?? repository;
  const found = world.ofKind('source.toolkit.fluxcd.io/v1/HelmRepository').find(({ object }) => object.metadata.name === name);
  return textAt(found?.object, 'spec.url') ?? name;
}
