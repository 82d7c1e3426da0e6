import { volume, type PodTemplate } from '../pods.ts';
import { wordsOf } from '../programs/of-images.ts';
import { itemsAt, someString, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { quantityOf } from '../scheduling/sizes.ts';
import type { World } from '../world.ts';

/** Prometheus reckons in powers of 1024, whatever the unit is called. */
const SIZE = /^--storage\.tsdb\.retention\.size=(\d+(?:\.\d+)?)([KMGTPE]?)B$/;
const FOLDER = '--storage.tsdb.path=';
/** Where the image keeps its data when it is told nothing. */
const OF_IMAGE = '/prometheus';

/** More to be kept than the volume holds of a Prometheus that somebody runs in a workload of their own. */
export function* diskFaults(manifest: WorldObject, world: World): Iterable<Issue> {
  const pod = world.podTemplate(manifest);
  for (const container of pod?.containers ?? []) {
    // Asked of every container there is: the words are put together only where the flag stands.
    if (!someString([container.fields['command'], container.fields['args']], (word) => word.startsWith('--storage.tsdb.'))) continue;
    const words = wordsOf(container);
    const flag = words.find(({ value }) => SIZE.test(value));
    const [, number = '', unit = ''] = SIZE.exec(flag?.value ?? '') ?? [];
    if (pod === undefined || flag === undefined) continue;
    const folder = words.find(({ value }) => value.startsWith(FOLDER))?.value.slice(FOLDER.length) ?? OF_IMAGE;
    const [mount] = itemsAt(container.fields, 'volumeMounts')
      .filter((each) => `${folder}/`.startsWith(`${(textAt(each, 'mountPath') ?? '?').replace(/\/$/, '')}/`))
      .sort((a, b) => (textAt(b, 'mountPath') ?? '').length - (textAt(a, 'mountPath') ?? '').length);
    const held = mount === undefined ? undefined : sizeOf(textAt(mount, 'name') ?? '', pod, world);
    const kept = quantityOf(unit === '' ? number : `${number}${unit}i`);
    const most = quantityOf(held?.size);
    if (held === undefined || kept === undefined || most === undefined || kept.compare(most) < 0) continue;
    yield {
      path: flag.path,
      message: `Prometheus is to keep up to ${number}${unit}B, and ${held.name} has ${held.size}`,
      why: 'The disk is full before anything is deleted: Prometheus stops writing, no alert fires any more, and then it does not start.',
      fix: 'Set --storage.tsdb.retention.size to some 80 % of the volume, or make the volume larger.',
    };
  }
}

/** How large a volume of the pod is: by its claim, the template of its claims, or the limit of an emptyDir. */
function sizeOf(name: string, pod: PodTemplate, world: World): { readonly name: string; readonly size: string } | undefined {
  const source = volume(pod, name);
  const claim = textAt(source, 'persistentVolumeClaim.claimName');
  const found =
    claim === undefined
      ? itemsAt(pod.owner.object, 'spec.volumeClaimTemplates').find((each) => textAt(each, 'metadata.name') === name)
      : world.find('v1/PersistentVolumeClaim', pod.namespace, claim)?.object;
  const size = textAt(found, 'spec.resources.requests.storage') ?? textAt(source, 'emptyDir.sizeLimit');
  return size === undefined ? undefined : { name: claim === undefined ? `volume ${name}` : `claim ${claim}`, size };
}
