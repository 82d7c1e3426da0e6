import { textAt, textsAt } from '../../read.ts';
import { runsToCompletion, type PodTemplate, workloadName } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { labelsText } from '../../selector.ts';
import { folderOf } from '../../folder.ts';

export const serviceSelectsOne = defineRule({
  id: 'service-selects-one',
  severity: 'warning',
  kinds: ['v1/Service'],
  asks: 'The pods behind a Service run one program: its selector does not take in those of another workload.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes; seed 002, D-13',
  *check(manifest, world) {
    // Members of a cluster look each other up by a headless Service, whatever they run.
    if (textAt(manifest.object, 'spec.clusterIP') === 'None') return;
    const folder = folderOf(manifest);
    // Without a namespace, folders of one tree may be meant for different ones.
    const pods = world.podsOfService(manifest).filter(({ owner, namespace }) => namespace !== '' || folderOf(owner) === folder);
    const [first] = pods;
    const other =
      first === undefined
        ? undefined
        : pods.find((pod) => programOf(pod) !== programOf(first) && workloadName(pod) !== workloadName(first));
    const ending = pods.find(runsToCompletion);
    if (first === undefined || pods.some(({ provided }) => provided)) return;
    const selector = labelsText(textsAt(manifest.object, 'spec.selector'));
    const fix = 'Select by a label that only the pods of the one program carry.';
    if (ending !== undefined && pods.some((pod) => !runsToCompletion(pod))) {
      const why = 'While the Job runs, a share of the connections ends at its pod, where nobody listens.';
      yield { path: 'spec.selector', message: `${selector} takes in the pods of ${workloadName(ending)}, too`, why, fix };
    } else if (other !== undefined && ending === undefined) {
      const why = 'Connections go to either program by turns: a part of all requests is answered by the wrong one.';
      yield {
        path: 'spec.selector',
        message: `${selector} takes in the pods of ${workloadName(first)} and of ${workloadName(other)}, which run different images`,
        why,
        fix,
      };
    }
  },
});

/** The image of the first container, without registry, tag and the version that some carry in their name. */
function programOf(pod: PodTemplate): string {
  const image = pod.containers.find(({ init }) => !init)?.image ?? '';
  const name = image.split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '';
  return name.replace(/-(v?\d+|blue|green|canary|stable|preview)$/, '');
}
