import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, fields, fieldsAt, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

const SETTING = 'applicationsetcontroller.enable.progressive.syncs';

export const applicationsetRolls = defineRule({
  id: 'applicationset-rolls',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Steps of a rolling sync choose by labels that the Applications of the set get, and the controller is told to sync in steps.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/',
  *check({ object }, world) {
    const steps = itemsAt(object, 'spec.strategy.rollingSync.steps');
    if (steps.length === 0) return;
    if (textAt(object, 'spec.strategy.type') !== 'RollingSync') {
      yield {
        path: 'spec.strategy',
        message: `the strategy has steps, and its type is ${textAt(object, 'spec.strategy.type') ?? 'not said (AllAtOnce)'}`,
        why: 'All Applications are synced at once: a mistake reaches every cluster before anybody sees it in the first.',
        fix: 'Write type: RollingSync.',
      };
      return;
    }
    yield* chosen(object, steps);
    const where = switchedOff(world);
    if (where === undefined) return;
    yield {
      path: 'spec.strategy.type',
      severity: 'warning',
      message: `RollingSync is asked for, and ${where} does not switch it on (${SETTING})`,
      why: 'The controller passes over the strategy: all Applications are synced at once, the last cluster with the first.',
      fix: `Set ${SETTING}: true in configs.params of Argo CD.`,
    };
  },
});

/** What steps choose by must be on the Applications, not on what they install or on the Secrets of clusters. */
function* chosen(object: unknown, steps: readonly unknown[]): Iterable<Issue> {
  const labels = fieldsAt(object, 'spec.template.metadata.labels');
  // A patch, and a template of a generator, may add some.
  const templates = itemsAt(object, 'spec.generators').flatMap((each) => Object.values(fields(each)).map((one) => at(one, 'template')));
  if (`${textAt(object, 'spec.templatePatch') ?? ''}${JSON.stringify(templates)}`.includes('labels')) return;
  const said = new Set<string>();
  for (const [index, step] of steps.entries()) {
    for (const [place, each] of itemsAt(step, 'matchExpressions').entries()) {
      const key = textAt(each, 'key') ?? '';
      const value = text(labels[key]);
      const values = itemsAt(each, 'values').map(text);
      const isFixed = value !== undefined && !value.includes('{{') && textAt(each, 'operator') === 'In';
      if (key === '' || textAt(each, 'operator') === 'NotIn' || (value !== undefined && (!isFixed || values.includes(value)))) continue;
      if (said.has(key)) continue;
      said.add(key);
      const near = nearName(key, Object.keys(labels));
      const why =
        'The step has no Applications. One that is in no step is synced by nobody: a rolling sync switches off what each would do by itself.';
      yield {
        path: `spec.strategy.rollingSync.steps[${index}].matchExpressions[${place}]`,
        message:
          value === undefined
            ? `the step chooses by the label ${key}, which the template does not give to its Applications`
            : `the step chooses ${key} in ${values.join(', ')}, and every Application has ${key}: ${value}`,
        why,
        fix: near === undefined ? `Add ${key} to spec.template.metadata.labels.` : `Did you mean "${near}"?`,
      };
    }
  }
}

/** What installs Argo CD without that setting. */
function switchedOff(world: World): string | undefined {
  return world.everywhere.once('rolling syncs switched off', () => {
    const settings = world.ofKind('v1/ConfigMap').find(({ object }) => object.metadata.name === 'argocd-cmd-params-cm');
    const isOn = (data: Readonly<Record<string, unknown>>): boolean => text(data[SETTING]) === 'true';
    const flagged = (values: unknown): boolean => /PROGRESSIVE_SYNCS|progressive-syncs/.test(JSON.stringify(values ?? ''));
    const charts = releasesOf(world).filter(({ chart }) => chart === 'argo-cd');
    if (
      charts.some(({ values, open }) => open === true || isOn(fieldsAt(values, 'configs.params')) || flagged(at(values, 'applicationSet')))
    )
      return undefined;
    const controllers = [...world.ofKind('apps/v1/Deployment'), ...world.ofKind(documentKind('Config'))];
    if (controllers.some(({ object }) => flagged(object))) return undefined;
    if (settings !== undefined) return isOn(textsAt(settings.object, 'data')) ? undefined : 'ConfigMap argocd-cmd-params-cm';
    return charts[0] === undefined ? undefined : `release ${charts[0].name}`;
  });
}
