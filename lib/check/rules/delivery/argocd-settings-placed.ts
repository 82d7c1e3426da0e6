import { isGuide } from '../../guides.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { fieldsAt, join, type Fields } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Keys of argocd-cmd-params-cm. */
const PARAMS =
  /^(?:server\.(?:insecure|basehref|rootpath|staticassets|disable\.auth|enable\.gzip|enable\.proxy\.extension|x\.frame\.options|content\.security\.policy|log\.(?:format|level)|repo\.server\.(?:timeout\.seconds|plaintext|strict\.tls)|dex\.server(?:\..*)?|tls\.(?:min|max)version|listen\.address)|controller\.(?:status\.processors|operation\.processors|self\.heal\..*|sharding\.algorithm|log\.(?:format|level)|repo\.server\..*|diff\.server\.side|resource\.health\.persist|app\.state\.cache\.expiration)|reposerver\.(?:parallelism\.limit|log\.(?:format|level)|disable\.tls|repo\.cache\.expiration|enable\.git\.submodule|max\.combined\..*)|applicationsetcontroller\..*|application\.namespaces|redis\.(?:server|db|compression)|repo\.server|otlp\.address)$/;
/** Keys of argocd-cm. */
const SETTINGS =
  /^(?:url|admin\.enabled|exec\.enabled|dex\.config|oidc\.config|statusbadge\.enabled|timeout\.(?:hard\.)?reconciliation(?:\.jitter)?|accounts\..*|resource\.(?:customizations|exclusions|inclusions|compareoptions)(?:\..*)?|kustomize\.(?:buildOptions|enable|path\..*)|application\.(?:instanceLabelKey|resourceTrackingMethod)|users\.(?:anonymous\.enabled|session\.duration)|helm\.(?:enable|valuesFileSchemes)|ui\..*)$/;
const RIGHTS = /^(?:policy\.(?:csv|default|matchMode|.*\.csv)|scopes)$/;

const PLACES = { 'argocd-cm': SETTINGS, 'argocd-cmd-params-cm': PARAMS, 'argocd-rbac-cm': RIGHTS } as const;
type Place = keyof typeof PLACES;
/** The same in values of the chart. */
const IN_VALUES: Readonly<Record<Place, string>> = {
  'argocd-cm': 'configs.cm',
  'argocd-cmd-params-cm': 'configs.params',
  'argocd-rbac-cm': 'configs.rbac',
};

export const argocdSettingsPlaced = defineRule({
  id: 'argocd-settings-placed',
  severity: 'error',
  kinds: ['v1/ConfigMap', ...HELM_KINDS],
  asks: 'Settings of Argo CD stand in the ConfigMap in which it looks for them.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml/; https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/',
  *check(manifest) {
    if (isGuide(manifest.file)) return;
    if (manifest.object.kind === 'ConfigMap') {
      const { name } = manifest.object.metadata;
      if (isPlace(name)) yield* misplaced(fieldsAt(manifest.object, 'data'), 'data', name, (place) => `ConfigMap ${place}`);
      return;
    }
    for (const { chart, values, path } of helmValuesOf(manifest)) {
      const root = fieldsAt(values, 'configs');
      if (chart !== 'argo-cd' && !(chart === undefined && ('cm' in root || 'params' in root))) continue;
      for (const [place, key] of Object.entries(IN_VALUES) as [Place, string][])
        yield* misplaced(fieldsAt(values, key), `${path}.${key}`, place, (other) => IN_VALUES[other]);
    }
  },
});

function isPlace(name: string): name is Place {
  return name in PLACES;
}

function* misplaced(map: Fields, path: string, own: Place, shown: (place: Place) => string): Iterable<Issue> {
  for (const key of Object.keys(map)) {
    if (PLACES[own].test(key)) continue;
    const place = (Object.keys(PLACES) as Place[]).find((each) => PLACES[each].test(key));
    if (place === undefined) continue;
    yield {
      path: join(path, key),
      message: `${key} is read from ${shown(place)}, not from here`,
      why: 'Argo CD passes over a key that it does not look for: the setting has no effect.',
      fix: `Move it to ${shown(place)}.`,
    };
  }
}
