import { helmValuesOf } from '../helm.ts';
import { installerOf } from '../installers.ts';
import { fieldsAt, join, strings, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';

/** A value that Argo CD takes from a Secret: `$oidc.clientSecret` of its own one, `$name:key` of another. */
export interface TakenSecret {
  /** Of the setting in which it stands. */
  readonly path: string;
  readonly written: string;
  readonly secret: string;
  readonly key: string;
  readonly namespace: string;
}

const OWN = { 'argocd-cm': 'argocd-secret', 'argocd-notifications-cm': 'argocd-notifications-secret' } as const;
/** Settings that hold such values, which are YAML in a text. */
const SETTINGS = /^(oidc\.config|dex\.config|service\..+)$/;

/** Values that the settings of Argo CD and of its notifications take from Secrets. */
export function takenSecrets(manifest: WorldObject): readonly TakenSecret[] {
  const { object } = manifest;
  if (object.kind === 'ConfigMap') {
    const own = OWN[object.metadata.name as keyof typeof OWN] as string | undefined;
    return own === undefined ? [] : taken(fieldsAt(object, 'data'), 'data', own, object.metadata.namespace ?? 'argocd');
  }
  const namespace = installerOf(manifest)?.namespace ?? object.metadata.namespace ?? 'argocd';
  return helmValuesOf(manifest).flatMap(({ chart, values, path }) =>
    chart !== 'argo-cd'
      ? []
      : [
          ...taken(fieldsAt(values, 'configs.cm'), `${path}.configs.cm`, OWN['argocd-cm'], namespace),
          ...taken(
            fieldsAt(values, 'notifications.notifiers'),
            `${path}.notifications.notifiers`,
            OWN['argocd-notifications-cm'],
            namespace,
          ),
        ],
  );
}

function taken(settings: Readonly<Record<string, unknown>>, base: string, own: string, namespace: string): readonly TakenSecret[] {
  return Object.entries(settings).flatMap(([setting, value]) => {
    if (!SETTINGS.test(setting)) return [];
    const path = join(base, setting);
    return [...strings(yamlIn(text(value) ?? ''))].flatMap(({ value: written }) => {
      const [, first, second] = /^\$([A-Za-z0-9][\w.-]*)(?::([\w.-]+))?$/.exec(written) ?? [];
      if (first === undefined) return [];
      return [{ path, written, namespace, ...(second === undefined ? { secret: own, key: first } : { secret: first, key: second }) }];
    });
  });
}
