import { HELM_KINDS } from '../../helm.ts';
import { at, fieldsAt, itemsAt, text, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { veleroTemplates } from '../../scheduling/velero-templates.ts';
import { matchesSelector, type Labels } from '../../selector.ts';
import type { World } from '../../world.ts';

const LISTS = [
  ['includedResources', 'excludedResources'],
  ['includedNamespaceScopedResources', 'excludedNamespaceScopedResources'],
] as const;
const PODS = /^(\*|po|pods?)$/;

export const veleroReachesData = defineRule({
  id: 'velero-reaches-data',
  severity: 'error',
  kinds: ['velero.io/v1/Schedule', 'velero.io/v1/Backup', ...HELM_KINDS],
  asks: 'A backup of Velero that copies the files of volumes has the pods in it that mount them, and its labels are those of something.',
  source: 'https://velero.io/docs/main/file-system-backup/; https://velero.io/docs/main/resource-filtering/',
  *check(manifest, world) {
    for (const { template, path } of veleroTemplates(manifest, world)) {
      const whole = at(template, 'defaultVolumesToFsBackup') === true || at(template, 'defaultVolumesToRestic') === true;
      for (const [included, excluded] of whole ? LISTS : []) {
        const [wanted, left] = [included, excluded].map((key) => itemsAt(template, key).map((each) => text(each) ?? ''));
        const without =
          wanted !== undefined && wanted.length > 0 && !wanted.some((each) => PODS.test(each))
            ? included
            : left?.some((each) => PODS.test(each)) === true
              ? excluded
              : undefined;
        if (without === undefined || [...(wanted ?? []), ...(left ?? [])].some((each) => /[${]/.test(each))) continue;
        yield {
          path: `${path}.${without}`,
          message: `it copies the files of volumes through their pods, and ${without} leaves out pods`,
          why: 'The agent on the nodes reads a volume where a pod mounts it: each backup is Completed, and there is no file in it.',
          fix: without === included ? 'Add pods to the list.' : 'Take pods out of the list.',
        };
      }
      for (const [included, excluded] of [['includedNamespaces', 'excludedNamespaces'] as const, ...LISTS]) {
        const [wanted, left] = [included, excluded].map((key) => itemsAt(template, key).map((each) => text(each) ?? ''));
        const both = left?.find((each) => each === '*' || wanted?.includes(each) === true);
        if (both === undefined) continue;
        yield {
          path: `${path}.${excluded}`,
          message: both === '*' ? `${excluded} leaves out everything (*)` : `${both} is in ${included} and in ${excluded}`,
          why: 'Velero refuses each backup (FailedValidation): there is none at all.',
          fix: 'Take it out of one of the two lists.',
        };
      }
      for (const { selector, place } of selectors(template)) {
        const asked = Object.entries(textsAt(selector, 'matchLabels'));
        const spaces = itemsAt(template, 'includedNamespaces').map((each) => text(each) ?? '');
        const within = (namespace: string): boolean => spaces.length === 0 || spaces.includes('*') || spaces.includes(namespace);
        const there = labelled(world).filter(({ namespace }) => within(namespace));
        if (asked.some(([, value]) => /[${]/.test(value)) || there.length < 2) continue;
        if (there.some(({ labels }) => matchesSelector(selector, labels))) continue;
        yield {
          path: `${path}.${place}`,
          severity: 'warning',
          message: `nothing of the tree has the labels ${asked.map(([key, value]) => `${key}: ${value}`).join(', ')}`,
          why: 'Velero finishes with success and an empty archive; what was to be kept is in no backup.',
          fix: 'Give the label to the pods, their claims and what they read, or leave the selector out.',
        };
      }
    }
  },
});

function selectors(template: unknown): readonly { readonly selector: unknown; readonly place: string }[] {
  const several = itemsAt(template, 'orLabelSelectors');
  return [
    { selector: at(template, 'labelSelector'), place: 'labelSelector' },
    // One of several is enough.
    ...(several.length === 1 ? [{ selector: several[0], place: 'orLabelSelectors' }] : []),
  ].filter(({ selector }) => Object.keys(fieldsAt(selector, 'matchLabels')).length > 0);
}

/** Labels of objects that belong to a namespace, those of pods among them. */
function labelled(world: World): readonly { readonly namespace: string; readonly labels: Labels }[] {
  return world.once('labels that a backup may choose by', () => [
    ...world.podTemplates().map(({ namespace, labels }) => ({ namespace, labels })),
    ...world.objects.flatMap(({ object }) =>
      object.metadata.namespace === undefined || object.apiVersion.startsWith('slipway.dev/')
        ? []
        : [{ namespace: object.metadata.namespace, labels: textsAt(object, 'metadata.labels') }],
    ),
  ]);
}
