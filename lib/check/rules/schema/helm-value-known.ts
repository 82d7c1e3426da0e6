import { exactVersion, isFrom, joinedValues, type JoinedValues } from '../../charts/joined.ts';
import { keyFaults, type KeyFault } from '../../charts/key-faults.ts';
import { isBetween, knownReleases, type KnownChart } from '../../charts/known.ts';
import { documentKind } from '../../document.ts';
import { HELM_KINDS } from '../../helm.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { at, fields, type Fields } from '../../read.ts';
import { defineRule, type Issue, type Severity, type WorldObject } from '../../rule.ts';
import { lineOfSet } from '../../texts/helm-calls.ts';
import type { World } from '../../world.ts';

/** Where a value went that has another name than one would look for. */
const MEANT: Readonly<Record<string, string>> = {
  'kube-prometheus-stack prometheus.prometheusSpec.mode': 'Set prometheus.agentMode: true.',
  'kube-prometheus-stack prometheus.prometheusSpec.agentMode': 'Set prometheus.agentMode: true.',
  'kube-prometheus-stack prometheus.prometheusSpec.storage': 'Write it under prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.',
  'kube-prometheus-stack prometheus.prometheusSpec.externalLabel': 'Write it under prometheus.prometheusSpec.externalLabels.',
  'promtail config.lokiAddress': 'Write it as config.clients[0].url.',
  'promtail config.external_labels': 'Write it in each entry of config.clients.',
  'argo-cd server.rbacConfig': 'Write it under configs.rbac.',
  'argo-cd server.config': 'Write it under configs.cm.',
  'argo-cd server.ingress.hosts': 'Write the host as server.ingress.hostname, and further ones under extraHosts.',
  'minio accessKey': 'Write it as rootUser, or name a Secret with existingSecret.',
  'minio secretKey': 'Write it as rootPassword, or name a Secret with existingSecret.',
  'argo-cd server.extraArgs.insecure': 'Set configs.params["server.insecure"]: true.',
};

/** Most faults of one kind of place that are told one by one; with more, the values are for something else. */
const TOLD = 12;

export const helmValueKnown = defineRule({
  id: 'helm-value-known',
  severity: 'error',
  kinds: [...HELM_KINDS, documentKind('Script')],
  asks: 'Values of a chart are ones that it reads, where it reads them, and of a type that it takes.',
  source: 'https://helm.sh/docs/chart_template_guide/values_files/; seed 002, D-16',
  *check(manifest, world) {
    for (const given of manifest.object.kind === 'Script' ? setIn(manifest, world) : (joinedValues(world).get(manifest) ?? [])) {
      const releases = speaking(knownReleases(given.chart, exactVersion(given.version)), given.version);
      const faults = [...keyFaults(given.values, releases)];
      const [nearest] = releases;
      if (nearest === undefined) continue;
      const top = faults.filter((fault) => fault.what === 'unknown' && fault.path === fault.name);
      if (top.length > TOLD || (top.length > 3 && top.length > Object.keys(given.values).length * 0.6)) continue;
      for (const fault of faults.slice(0, TOLD)) yield issue(fault, given, nearest, releases);
    }
  },
});

/** Where a release of the same major, and no older, is known, what other majors read says nothing. */
function speaking(releases: readonly KnownChart[], version: string | undefined): readonly KnownChart[] {
  const own = releases.filter((each) => each.exact || isBefore(version, each.version));
  return own.length === 0 ? releases : own;
}

/** What a script sets with nothing but --set. */
function setIn(manifest: WorldObject, world: World): readonly JoinedValues[] {
  return releasesBy(world, manifest).flatMap(({ chart, version, name, values, repository }) =>
    isFrom(chart, repository) === false || typeof values !== 'object' || values === null
      ? []
      : [{ manifest, path: name, chart, version, values: fields(values), by: 'installer' as const }],
  );
}

function issue(fault: KeyFault, given: JoinedValues, nearest: KnownChart, releases: readonly KnownChart[]): Issue {
  const inScript = given.manifest.object.kind === 'Script';
  const path = inScript
    ? lineOfSet(given.manifest, given.path, fault.path)
    : fault.path.startsWith('[')
      ? `${given.path}${fault.path}`
      : `${given.path}.${fault.path}`;
  const release = nearest.exact ? `chart ${given.chart} ${nearest.version}` : `chart ${given.chart}`;
  const known = nearest.exact ? '' : ` (known: ${releases.map(({ version }) => version).join(', ')})`;
  if (fault.what === 'type') {
    return {
      path,
      severity: nearest.exact && given.by === 'installer' ? 'error' : 'warning',
      message: `${release} takes ${article(fault.wanted)} for ${fault.path}, not ${fault.found}${known}`,
      why: fault.found.startsWith('the text')
        ? 'A template takes every text that is not empty for true: what should be off is on.'
        : 'Helm keeps the default and drops what is written here, or the template fails and nothing is installed.',
      fix: fault.found.startsWith('the text') ? 'Leave out the quotation marks.' : `Write ${article(fault.wanted)}.`,
    };
  }
  const near = fault.near === undefined ? undefined : fault.path.slice(0, fault.path.length - fault.name.length) + fault.near;
  const places = [...(near === undefined ? [] : [near]), ...fault.elsewhere];
  // A name that stands for every part of a chart may have come to one more part with a later release.
  const anywhere = GENERAL.has(fault.name) && isLater(given.version, nearest.version);
  const hint = MEANT[`${given.chart} ${fault.path}`];
  const isMeant = hint !== undefined || near !== undefined || (places.length > 0 && !anywhere) || fault.wrapped;
  const severity = severityOf(given, releases, isMeant);
  return {
    path,
    // The map into which it belongs stands in the same values: these are surely of the chart that has it.
    severity: severity === 'info' && fault.elsewhere.some((place) => isBeside(place, fault.path, given.values)) ? 'warning' : severity,
    message: `${release} has no value ${fault.path}${known}`,
    why: 'Helm takes the value without a word and nothing reads it: the chart runs with its default.',
    fix:
      hint ??
      (fault.wrapped
        ? `Move what stands under ${fault.name} one level up: these are the values of the chart itself.`
        : places.length > 0
          ? `Did you mean ${places.join(' or ')}?`
          : "Look the name up in the chart's values.yaml, or remove it."),
  };
}

/** `alertmanager.alertmanagerSpec.resources` for `alertmanager.resources`, where `alertmanager.alertmanagerSpec` is written. */
function isBeside(place: string, path: string, values: Fields): boolean {
  const [above, own] = [place, path].map((each) => each.slice(0, Math.max(0, each.lastIndexOf('.'))));
  return own !== '' && above !== undefined && above.startsWith(`${own}.`) && at(values, above) !== undefined;
}

/** What charts ask for part by part, and add where somebody misses it. */
const GENERAL: ReadonlySet<string> = new Set(
  ['annotations', 'labels', 'resources', 'nodeSelector', 'tolerations', 'affinity', 'priorityClassName', 'extraEnv', 'env', 'extraArgs']
    .concat([
      'podAnnotations',
      'podLabels',
      'securityContext',
      'podSecurityContext',
      'containerSecurityContext',
      'topologySpreadConstraints',
    ])
    .concat(['loadBalancerIP', 'loadBalancerClass', 'loadBalancerSourceRanges', 'externalTrafficPolicy', 'volumes', 'volumeMounts']),
);

/** A release after the newest that is known. */
function isLater(version: string | undefined, known: string): boolean {
  return version !== undefined && !isBefore(version, known);
}

/** Keys come and go with releases: what is surely unknown, or surely meant otherwise, is worth a warning. */
function severityOf({ by, version }: JoinedValues, releases: readonly KnownChart[], meant: boolean): Severity {
  const [nearest] = releases;
  if (nearest?.exact === true && by === 'installer') return meant ? 'error' : 'warning';
  if (by === 'installer' && (isBetween(version, releases) || isBefore(version, nearest?.version))) return 'warning';
  const sameMajor = version !== undefined && /\d+/.exec(version)?.[0] === /\d+/.exec(nearest?.version ?? '')?.[0];
  return meant && (sameMajor || by !== 'keys') ? 'warning' : 'info';
}

/** An earlier release of the same major: keys are added there, and hardly ever taken away. */
function isBefore(version: string | undefined, known: string | undefined): boolean {
  const [own, other] = [version, known].map((each) =>
    /^v?([1-9]\d*)\.(\d+)\.(\d+)$/
      .exec(each ?? '')
      ?.slice(1)
      .map(Number),
  );
  if (own === undefined || other === undefined || own[0] !== other[0]) return false;
  return (own[1] ?? 0) < (other[1] ?? 0) || (own[1] === other[1] && (own[2] ?? 0) <= (other[2] ?? 0));
}

function article(type: string): string {
  return type === 'object' ? 'a map' : type === 'array' ? 'a list' : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
