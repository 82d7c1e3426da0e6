import { mapsOf } from '../mounted-maps.ts';
import { databaseOf } from '../databases.ts';
import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { textsAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { targetsOf } from './named-in-commands.ts';
import { optionValues, partsOf, plainWords } from './script-calls.ts';
import type { Command } from './shell.ts';

type Said = Omit<Issue, 'path'>;

const VALUED = [
  '-n',
  '--namespace',
  '-c',
  '--container',
  '--context',
  '--kubeconfig',
  '-l',
  '--selector',
  '--tail',
  '--since',
  '--timeout',
];
const WORKLOADS = ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet'];

/** `kubectl exec redis-service -- …`: a word alone is a pod, and here it is the name of something else. */
export function notAPod(command: Command, world: World): Said | undefined {
  const { own } = partsOf(command);
  const [verb = '', name = ''] = plainWords(own, VALUED);
  const [namespace] = optionValues(own, '-n', '--namespace');
  if (!/^(exec|logs|attach)$/.test(verb) || namespace === undefined || !/^[a-z0-9-]+$/.test(name)) return undefined;
  if (world.find('v1/Pod', namespace, name) !== undefined) return undefined;
  const kind = ['v1/Service', ...WORKLOADS].find((each) => world.find(each, namespace, name) !== undefined);
  if (kind === undefined) return undefined;
  const word = kind.slice(kind.lastIndexOf('/') + 1);
  return {
    message: `${name} is a ${word}, and a word alone is the name of a pod`,
    why: `kubectl ends with 'pods "${name}" not found'.`,
    fix: `Write ${word === 'Service' ? 'svc' : word.toLowerCase()}/${name}.`,
  };
}

/** `kubectl set image deployment/web app=…`: the word before the sign is a container. */
export function imageContainer(command: Command, world: World): Said | undefined {
  const words = plainWords(command, VALUED);
  if (words[0] !== 'set' || words[1] !== 'image') return undefined;
  const [target] = targetsOf(command);
  const owner = target?.namespace === undefined ? undefined : world.find(target.kind, target.namespace, target.name);
  const names = (owner === undefined ? undefined : world.podTemplate(owner))?.containers.map(({ name }) => name) ?? [];
  const asked = words.slice(2).flatMap((word) => /^([a-z0-9-]+)=/.exec(word)?.[1] ?? []);
  const wrong = names.length === 0 ? undefined : asked.find((name) => !names.includes(name));
  if (wrong === undefined || owner === undefined) return undefined;
  const near = nearName(wrong, names);
  return {
    message: `${owner.object.kind} ${owner.object.metadata.name} has no container "${wrong}"; it has ${names.join(', ')}`,
    why: 'kubectl ends with "unable to find container", and the image stays as it was.',
    fix: near === undefined ? `Write ${names[0] ?? ''}=….` : `Did you mean "${near}"?`,
  };
}

/** Parts of Istio before 1.5, and of Helm 2. */
const GONE: Readonly<Record<string, string>> = {
  'istio-pilot': 'istiod',
  'istio-citadel': 'istiod',
  'istio-galley': 'istiod',
  'istio-sidecar-injector': 'istiod',
};

/** A workload of an older release of what the tree installs. */
export function goneWorkload(command: Command, world: World): Said | undefined {
  const named = targetsOf(command).find(({ name, kind }) => Object.hasOwn(GONE, name) && WORKLOADS.includes(kind));
  if (named === undefined || releasesOf(world).every(({ chart }) => chart !== GONE[named.name])) return undefined;
  return {
    message: `there is no ${named.name} since Istio 1.5; what it did is a part of ${GONE[named.name] ?? ''}`,
    why: 'The command ends with "NotFound", and nothing is restarted.',
    fix: `Write deployment/${GONE[named.name] ?? ''}.`,
  };
}

/** Charts whose pods carry the labels that Kubernetes recommends and no `app`. */
const STANDARD = new Set([
  'promtail',
  'loki',
  'grafana',
  'tempo',
  'metrics-server',
  'kube-state-metrics',
  'alloy',
  'prometheus-node-exporter',
  'external-secrets',
  'velero',
  'fluent-bit',
]);

/** `-l app=promtail`, where the chart's pods have `app.kubernetes.io/name`. */
export function chartLabel(command: Command, world: World): Said | undefined {
  const [written] = optionValues(command, '-l', '--selector');
  const [namespace] = optionValues(command, '-n', '--namespace');
  const [, name = ''] = /^app=([a-z0-9-]+)$/.exec(written ?? '') ?? [];
  const release = STANDARD.has(name) ? releasesOf(world).find((each) => each.chart === name && each.namespace === namespace) : undefined;
  if (release === undefined || namespace === undefined || world.podsIn(namespace).some(({ labels }) => labels['app'] === name))
    return undefined;
  return {
    message: `it looks for app=${name}, and the pods of chart ${name} carry app.kubernetes.io/name=${name}`,
    why: 'kubectl finds nothing: a log is empty, and a wait fails or ends at once.',
    fix: `Write -l app.kubernetes.io/name=${name}.`,
  };
}

/** A query of psql or mysql within a pod, for a table that its first scripts make under another name. */
export function tableAsked(command: Command, world: World): Said | undefined {
  const { inner } = partsOf(command);
  const isClient = inner !== undefined && /^(psql|mysql)$/.test(inner.words[0]?.text ?? '');
  const [query] = isClient ? optionValues(inner, '-c', '-e', '--command', '--execute') : [];
  const [namespace] = optionValues(command, '-n', '--namespace');
  const asked = [...(query ?? '').matchAll(/\b(?:from|into|update|table)\s+(?:only\s+)?"?(\w+)"?/gi)].map(([, table = '']) =>
    table.toLowerCase(),
  );
  if (asked.length === 0 || namespace === undefined) return undefined;
  const made = new Set(world.podsIn(namespace).flatMap((pod) => (databaseOf(pod) === undefined ? [] : tablesOf(pod, world))));
  const lost = asked.find((table) => !made.has(table) && !/^(pg_|information_schema|dual$)/.test(table));
  const meant =
    lost === undefined
      ? undefined
      : (nearName(lost, made) ?? [...made].find((table) => lost.split('_').includes(table) || table.split('_').includes(lost)));
  if (lost === undefined || meant === undefined) return undefined;
  return {
    message: `it asks for table "${lost}", and the first scripts of the database make ${[...made].sort().join(', ')}`,
    why: 'The client ends with "relation does not exist".',
    fix: `Did you mean "${meant}"?`,
  };
}

function tablesOf(pod: PodTemplate, world: World): readonly string[] {
  return mapsOf(pod, world).flatMap(({ object }) =>
    Object.values(textsAt(object, 'data')).flatMap((script) =>
      [...script.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi)].map(([, table = '']) => table.toLowerCase()),
    ),
  );
}
