import { releasesOf } from '../hosts/releases.ts';
import type { PodTemplate } from '../pods.ts';
import { at, fieldsAt, itemsAt, text, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { claimsOf, workloadName } from './claims.ts';

const CONTROL = /^node-role\.kubernetes\.io\/(?:control-plane|master)$/;

/** A workload with a claim on a control plane, where no agent of Velero runs that could copy its files. */
export function beyondAgent(template: unknown, world: World): string | undefined {
  const agents = releasesOf(world).filter(({ chart, values }) => chart === 'velero' && at(values, 'deployNodeAgent') === true);
  if (agents.length === 0 || agents.some(({ open, values }) => open === true || itemsAt(values, 'nodeAgent.tolerations').some(isAbout)))
    return undefined;
  const [included, excluded] = ['includedNamespaces', 'excludedNamespaces'].map((key) =>
    itemsAt(template, key).map((each) => text(each) ?? ''),
  );
  const found = filesOnControl(world).find(({ namespace }) => {
    const wanted = included === undefined || included.length === 0 || included.includes('*') || included.includes(namespace);
    return wanted && excluded?.includes(namespace) !== true;
  });
  return found === undefined ? undefined : workloadName(found);
}

function filesOnControl(world: World): readonly PodTemplate[] {
  return world.once('files on control planes', () =>
    world.podTemplates().filter((pod) => !pod.provided && keepsFiles(pod) && staysOnControl(pod)),
  );
}

function keepsFiles(pod: PodTemplate): boolean {
  return claimsOf(pod).length > 0 || itemsAt(pod.owner.object, 'spec.volumeClaimTemplates').length > 0;
}

function staysOnControl({ spec }: PodTemplate): boolean {
  const terms = itemsAt(spec, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms');
  const chosen =
    Object.keys(fieldsAt(spec, 'nodeSelector')).some((key) => CONTROL.test(key)) ||
    (terms.length > 0 &&
      terms.every((term) =>
        itemsAt(term, 'matchExpressions').some(
          (each) => CONTROL.test(textAt(each, 'key') ?? '') && /^(?:In|Exists)$/.test(textAt(each, 'operator') ?? ''),
        ),
      ));
  return chosen && itemsAt(spec, 'tolerations').some(isAbout);
}

/** A toleration for the taint of control planes, or for all of them. */
function isAbout(toleration: unknown): boolean {
  const key = textAt(toleration, 'key');
  return key === undefined ? textAt(toleration, 'operator') === 'Exists' : CONTROL.test(key);
}
