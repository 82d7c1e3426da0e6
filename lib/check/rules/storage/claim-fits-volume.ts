import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { accessModes } from '../../scheduling/claims.ts';
import { defaultClass, passedBy } from '../../scheduling/passed-volumes.ts';
import { quantityOf } from '../../scheduling/sizes.ts';

export const claimFitsVolume = defineRule({
  id: 'claim-fits-volume',
  severity: 'error',
  kinds: ['v1/PersistentVolumeClaim'],
  asks: 'A claim that names its volume, or that a volume names, agrees with it in size, access modes, class and name; one that is to find its volume is kept from the default class.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume',
  *check({ object }, world) {
    const { name, namespace = '' } = object.metadata;
    const called = textAt(object, 'spec.volumeName');
    const volume =
      called === undefined
        ? world
            .ofKind('v1/PersistentVolume')
            .find(
              (each) => textAt(each.object, 'spec.claimRef.name') === name && textAt(each.object, 'spec.claimRef.namespace') === namespace,
            )
        : world.find('v1/PersistentVolume', '', called);
    if (volume === undefined) {
      yield* passedBy(object, world);
      return;
    }
    const of = `volume ${volume.object.metadata.name}`;
    const owner = textAt(volume.object, 'spec.claimRef.name');
    const place = textAt(volume.object, 'spec.claimRef.namespace') ?? namespace;
    if (owner !== undefined && (owner !== name || place !== namespace))
      yield wrong('spec.volumeName', `${of} is kept for claim ${place}/${owner}`, 'Name this claim in spec.claimRef of the volume.');
    const [asked, given] = [textAt(object, 'spec.resources.requests.storage'), textAt(volume.object, 'spec.capacity.storage')];
    const [least, most] = [quantityOf(asked), quantityOf(given)];
    if (least !== undefined && most !== undefined && least.compare(most) > 0)
      yield wrong(
        'spec.resources.requests.storage',
        `it asks for ${asked ?? ''}, ${of} has ${given ?? ''}`,
        'Ask for no more than the volume has.',
      );
    const modes = accessModes(volume.object);
    const lacking = accessModes(object).filter((mode) => !modes.includes(mode));
    if (modes.length > 0 && lacking.length > 0)
      yield wrong(
        'spec.accessModes',
        `it asks for ${lacking.join(', ')}, ${of} offers ${modes.join(', ')}`,
        'Ask for a mode that the volume offers.',
      );
    const [own, other] = [textAt(object, 'spec.storageClassName'), textAt(volume.object, 'spec.storageClassName') ?? ''];
    if (own !== other && !(own === undefined && itemsAt(object, 'spec.accessModes').length === 0)) {
      // Without a default class in the cluster none is filled in.
      if (own === undefined && other === '' && called === undefined && defaultClass(world) === undefined) return;
      yield {
        ...wrong(
          'spec.storageClassName',
          own === undefined
            ? `it names no class and gets the default one, ${of} has "${other}"`
            : `its class is "${own}", that of ${of} is "${other}"`,
          `Write storageClassName: ${other === '' ? '""' : other}.`,
        ),
        severity: own === undefined ? 'warning' : 'error',
      };
    }
  },
});

function wrong(path: string, message: string, fix: string): Issue {
  return { path, message, why: 'The claim is never bound to the volume: it stays Pending, and its pods with it.', fix };
}
