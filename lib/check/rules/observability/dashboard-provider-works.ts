import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { at, fieldsAt, itemsAt, join, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

export const dashboardProviderWorks = defineRule({
  id: 'dashboard-provider-works',
  severity: 'warning',
  kinds: ['v1/ConfigMap', ...HELM_KINDS],
  asks: 'Providers of dashboards look in folders of their own, and name a folder of Grafana only where they do not make it of the files.',
  source: 'https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards',
  *check(manifest) {
    for (const { path, providers } of lists(manifest)) {
      const seen = new Map<string, string>();
      for (const each of providers) {
        const name = textAt(each, 'name') ?? '';
        yield* folders(each, name, path);
        const folder = textAt(each, 'options.path')?.replace(/\/$/, '');
        const other = folder === undefined ? undefined : seen.get(folder);
        if (folder !== undefined) seen.set(folder, name);
        if (other === undefined || /[{$]/.test(folder ?? '')) continue;
        yield {
          path,
          message: `the providers ${other} and ${name} both look in ${folder ?? ''}`,
          why: 'Each dashboard comes twice with one uid: Grafana saves neither of them ("the same UID is used more than once").',
          fix: 'Give each its own folder of files, or remove one.',
        };
      }
    }
  },
});

function* folders(provider: unknown, name: string, path: string): Iterable<Issue> {
  const folder = textAt(provider, 'folder') ?? '';
  if (at(provider, 'options.foldersFromFilesStructure') !== true || folder === '') return;
  const uid = textAt(provider, 'folderUid') ?? '';
  yield {
    path,
    severity: uid === '' ? 'warning' : 'error',
    message: `provider ${name} has folder "${folder}"${uid === '' ? '' : ` and folderUid "${uid}"`}, and makes the folders of the files (foldersFromFilesStructure)`,
    why:
      uid === ''
        ? `The folder "${folder}" is never made: dashboards are in folders of their files, or in none.`
        : 'Grafana refuses the provider: none of its dashboards is there.',
    fix: 'Leave folder out, or set foldersFromFilesStructure: false.',
  };
}

interface Providers {
  readonly path: string;
  readonly providers: readonly unknown[];
}

function* lists(manifest: WorldObject): Iterable<Providers> {
  for (const [key, value] of Object.entries(manifest.object.kind === 'ConfigMap' ? textsAt(manifest.object, 'data') : {})) {
    if (!/^\s*providers:/m.test(value) || !value.includes('options')) continue;
    yield { path: join('data', key), providers: itemsAt(yamlIn(value), 'providers') };
  }
  if (manifest.object.kind === 'ConfigMap') return;
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const key of ['dashboardProviders', 'grafana.dashboardProviders'])
      for (const [file, content] of Object.entries(fieldsAt(values, key)))
        yield { path: `${path}.${key}["${file}"]`, providers: itemsAt(content, 'providers') };
  }
}
