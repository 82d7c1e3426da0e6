import { at, items, itemsAt, text, textAt, type Fields } from '../../read.ts';
import { oneOf, type FieldsJudge, type ValueJudge } from '../judges.ts';
import type { Report } from '../problem.ts';
import { bytesMeant, quantity } from './pods.ts';

const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] as const;

export const storageValues: Readonly<Record<string, ValueJudge>> = {
  'core.v1.PersistentVolumeClaimSpec.volumeMode': oneOf('Filesystem', 'Block'),
  'core.v1.PersistentVolumeSpec.volumeMode': oneOf('Filesystem', 'Block'),
  'core.v1.PersistentVolumeSpec.persistentVolumeReclaimPolicy': oneOf('Retain', 'Delete', 'Recycle'),
  'storage.v1.StorageClass.reclaimPolicy': oneOf('Retain', 'Delete'),
  'storage.v1.StorageClass.volumeBindingMode': oneOf('Immediate', 'WaitForFirstConsumer'),
};

/** At least one mode, all known, and the one of a single pod alone. */
function modesFit(value: Fields, path: string, report: Report): void {
  const modes = items(value['accessModes']);
  if (modes.length === 0) {
    report({
      sort: 'missing',
      path: `${path}.accessModes`,
      message: 'accessModes is required and missing',
      fix: 'Write [ReadWriteOnce], or another mode.',
    });
  }
  for (const [index, each] of modes.entries()) oneOf(...MODES)(each, `${path}.accessModes[${index}]`, report);
  if (modes.length > 1 && modes.includes('ReadWriteOncePod')) {
    const message = 'ReadWriteOncePod may not stand beside other modes';
    report({ sort: 'value', path: `${path}.accessModes`, message, fix: 'Keep it alone, or remove it.' });
  }
}

export const storageChecks: Readonly<Record<string, FieldsJudge>> = {
  'core.v1.PersistentVolumeClaimSpec': (value, path, report) => {
    modesFit(value, path, report);
    const asked = at(value, 'resources.requests.storage');
    bytesMeant('storage', asked, `${path}.resources.requests.storage`, report);
    if (asked === undefined || asked === null) {
      const message = 'the claim does not say how much storage it needs';
      report({ sort: 'missing', path: `${path}.resources.requests.storage`, message, fix: 'Add the size, such as 10Gi.' });
    } else if ((quantity(asked)?.toNumber() ?? 1) <= 0) {
      report({
        sort: 'value',
        path: `${path}.resources.requests.storage`,
        message: 'the claim asks for no storage',
        fix: 'Write a size, such as 10Gi.',
      });
    }
  },
  'core.v1.PersistentVolumeSpec': (value, path, report) => {
    modesFit(value, path, report);
    if (at(value, 'local') !== undefined && at(value, 'nodeAffinity.required') === undefined) {
      const message = 'a local volume does not say on which node it is (nodeAffinity.required)';
      report({ sort: 'missing', path: `${path}.nodeAffinity`, message, fix: 'Add the node by its label kubernetes.io/hostname.' });
    }
    if (at(value, 'capacity.storage') === undefined) {
      report({
        sort: 'missing',
        path: `${path}.capacity.storage`,
        message: 'capacity.storage is required and missing',
        fix: 'Add the size.',
      });
    }
  },
  'core.v1.LimitRangeItem': (value, path, report) => {
    oneOf('Pod', 'Container', 'PersistentVolumeClaim')(textAt(value, 'type'), `${path}.type`, report);
    const order = ['min', 'defaultRequest', 'default', 'max'];
    for (const [index, low] of order.entries()) {
      for (const high of order.slice(index + 1)) {
        for (const [name, each] of Object.entries((at(value, low) ?? {}) as Fields)) {
          const less = quantity(each);
          const more = quantity((at(value, high) as Fields | null | undefined)?.[name]);
          if (less === undefined || more === undefined || less.compare(more) <= 0) continue;
          const message = `${low} of ${name} is ${less.text}, more than ${high} ${more.text}`;
          report({ sort: 'value', path: `${path}.${low}.${name}`, message, fix: `Lower it to ${more.text} at most.` });
        }
      }
    }
  },
  'core.v1.ResourceQuotaSpec': (value, path, report) => {
    for (const [index, each] of itemsAt(value, 'scopes').entries()) {
      oneOf(
        'Terminating',
        'NotTerminating',
        'BestEffort',
        'NotBestEffort',
        'PriorityClass',
        'CrossNamespacePodAffinity',
        'VolumeAttributesClass',
      )(each, `${path}.scopes[${index}]`, report);
    }
    scopesFit(value, path, report);
  },
};

/** What a quota counts beside pods. @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes */
const NOT_OF_PODS =
  /^(configmaps|persistentvolumeclaims|replicationcontrollers|requests\.storage|resourcequotas|secrets|services(\..+)?|count\/(?!pods$).+)$/;

/** A quota for some pods counts pods and what they ask for; of pods that ask for nothing, their number alone. */
function scopesFit(value: Fields, path: string, report: Report): void {
  const scopes = [
    ...itemsAt(value, 'scopes').map((each) => text(each) ?? ''),
    ...itemsAt(value, 'scopeSelector.matchExpressions').map((each) => textAt(each, 'scopeName') ?? ''),
  ].filter((each) => each !== 'VolumeAttributesClass');
  for (const name of scopes.length === 0 ? [] : Object.keys(at(value, 'hard') ?? {})) {
    const asked = scopes.includes('BestEffort') && /^((requests|limits)\.)?(cpu|memory)$/.test(name);
    if (!asked && !NOT_OF_PODS.test(name)) continue;
    const message = `${name} is counted with the scope ${scopes.join(', ')}, which is about ${asked ? 'pods that ask for nothing' : 'pods'}`;
    report({ sort: 'value', path: `${path}.hard["${name}"]`, message, fix: `Move ${name} to a quota without that scope.` });
  }
}
