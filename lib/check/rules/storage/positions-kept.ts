import { POD_KINDS, volume, type PodTemplate } from '../../pods.ts';
import { at, itemsAt, items, someString, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { HELM_KINDS } from '../../helm.ts';
import { chartValuesOf } from '../../security/chart-values.ts';
import type { World } from '../../world.ts';
import { alloyKeepsIn, alloyValuesKeep, type LostPlace } from '../../observability/alloy-storage.ts';

/** `positions: { filename: /tmp/positions.yaml }` of Promtail, `Path_State` and `DB` of Fluent Bit, `pos_file` of Fluentd, in any notation. */
const POSITIONS = /(?:^|\n)\s*(?:positions:\s*\n\s*filename:|DB|pos_file|storage\.path)\s+["']?(\/[\w./-]+)/;

export const positionsKept = defineRule({
  id: 'positions-kept',
  severity: 'warning',
  kinds: [...POD_KINDS, ...HELM_KINDS],
  asks: 'An agent that reads logs remembers how far it has read on a volume that outlives its pod.',
  source:
    'https://grafana.com/docs/loki/latest/send-data/promtail/configuration/#positions; https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.file/; seed 004, L15',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod !== undefined) yield* ofPod(pod, world);
    for (const { path, ...lost } of alloyValuesKeep(manifest, world)) yield ofAlloy(path, lost);
    for (const { chart, path, values } of chartValuesOf(manifest)) {
      if (chart !== 'promtail' && !someString(values, (each) => each.includes('positions'))) continue;
      const own = textAt(values, 'config.positions.filename') ?? POSITIONS.exec(JSON.stringify(values).replaceAll('\\n', '\n'))?.[1];
      if (own === undefined || !/^\/(var\/)?tmp\//.test(own)) continue;
      yield issue(`${path}.config`, own, 'which is in the container (and cannot be written where its file system is read-only)');
    }
  },
});

function* ofPod(pod: PodTemplate, world: World): Iterable<Issue> {
  if (pod.owner.object.kind !== 'DaemonSet') return;
  for (const container of pod.containers) {
    const alloy = alloyKeepsIn(pod, container, world);
    if (alloy !== undefined) yield ofAlloy(`${container.path}.volumeMounts`, alloy);
    if (!/(^|\/)(promtail|fluent-bit|fluentd[\w-]*)(:|@|$)/.test(container.image ?? '')) continue;
    const mounts = itemsAt(container.fields, 'volumeMounts');
    for (const each of items(pod.spec['volumes'])) {
      const config = world.find('v1/ConfigMap', pod.namespace, textAt(each, 'configMap.name') ?? '');
      for (const content of Object.values(textsAt(config?.object, 'data'))) {
        const file = POSITIONS.exec(content)?.[1];
        if (file === undefined) continue;
        const mount = mounts
          .filter((one) => `${file}/`.startsWith(`${(textAt(one, 'mountPath') ?? '').replace(/\/$/, '')}/`))
          .sort((a, b) => (textAt(b, 'mountPath') ?? '').length - (textAt(a, 'mountPath') ?? '').length)[0];
        const source = mount === undefined ? undefined : volume(pod, textAt(mount, 'name') ?? '');
        if (source !== undefined && at(source, 'emptyDir') === undefined) continue;
        yield issue(`${container.path}.volumeMounts`, file, source === undefined ? 'which is on no volume' : 'which is on an emptyDir');
      }
    }
  }
}

function ofAlloy(path: string, { place, where, lastsAWhile }: LostPlace): Issue {
  return { ...issue(path, place, where), ...(lastsAWhile ? { severity: 'info' as const } : {}) };
}

function issue(path: string, file: string, where: string): Issue {
  return {
    path,
    message: `the positions are kept in ${file}, ${where}`,
    why: 'After each restart the agent reads all logs of the node again and sends them twice, or skips what was written meanwhile.',
    fix: 'Keep the file in a folder of the node: a hostPath below /run or /var/lib, mounted to be written.',
  };
}
