import { at, itemsAt, text } from '../read.ts';
import type { Given, WrongSetting } from './setting.ts';

/** Files of the rules that Falco's authors publish, by the artifact that brings them. @see https://falco.org/docs/reference/rules/default-rules/ */
const FILES: Readonly<Record<string, string>> = {
  'falco-rules': '/etc/falco/falco_rules.yaml',
  'falco-incubating-rules': '/etc/falco/falco-incubating_rules.yaml',
  'falco-sandbox-rules': '/etc/falco/falco-sandbox_rules.yaml',
};
/** What the chart lists, and brings, unless it is told otherwise. @see https://github.com/falcosecurity/charts/blob/master/charts/falco/values.yaml */
const LISTED = ['/etc/falco/falco_rules.yaml', '/etc/falco/falco_rules.local.yaml', '/etc/falco/rules.d'];

/** Rules that are brought and not loaded, or loaded and not brought. */
export function* falcoFiles({ values, major, minor }: Given): Iterable<WrongSetting> {
  const renamed = major !== undefined && (major > 4 || (major === 4 && (minor ?? 0) >= 5));
  if (renamed && at(values, 'falco.rules_file') !== undefined)
    yield {
      path: 'falco.rules_file',
      severity: 'warning',
      message: 'falco.rules_file is the name of before 0.38, and the chart writes its own falco.rules_files beside it',
      why: 'Falco is given two lists and warns of the old one: files that stand only there are not what it is started with for long.',
      fix: 'Write falco.rules_files, with all files.',
    };
  const plugins = itemsAt(values, 'falco.plugins').flatMap((each) => text(at(each, 'name')) ?? []);
  const loaded = itemsAt(values, 'falco.load_plugins').flatMap((each) => text(each) ?? []);
  const unknown = loaded.find((each) => plugins.length > 0 && !plugins.includes(each) && each !== 'container');
  if (unknown !== undefined)
    yield {
      path: 'falco.load_plugins',
      severity: 'error',
      message: `falco.load_plugins has ${unknown}, and falco.plugins ${plugins.join(', ')}`,
      why: 'Falco stops at its start: "Cannot load plugin: plugin config not found for given name".',
      fix: `Add ${unknown} to falco.plugins, which replaces the list of the chart.`,
    };
  const [own, old] = ['falco.rules_files', 'falco.rules_file'].map((path) => itemsAt(values, path).flatMap((each) => text(each) ?? []));
  const listed = [own ?? [], old ?? []].find((each) => each.length > 0) ?? LISTED;
  const names = (path: string) => itemsAt(values, path).flatMap((each) => /([\w-]+)(?::[^/]*)?$/.exec(text(each) ?? '')?.[1] ?? []);
  const [install, follow] = ['install', 'follow'].map((each) => `falcoctl.config.artifact.${each}.refs`);
  const brought = [...names(install ?? ''), ...names(follow ?? '')];
  for (const [artifact, file] of Object.entries(FILES)) {
    const isRead = listed.includes(file) || listed.some((each) => /^\/etc\/falco\/?$/.test(each));
    if (brought.includes(artifact) && !isRead)
      yield {
        path: own?.length === 0 ? (install ?? '') : 'falco.rules_files',
        severity: 'error',
        message: `falcoctl brings ${artifact}, and ${own?.length === 0 ? 'the list of the chart' : 'falco.rules_files'} leaves out ${file}`,
        why: 'The rules lie in the pod and are not loaded: what they are to see is never told.',
        fix: `Add ${file} to falco.rules_files.`,
      };
    // Without a list the chart brings the first of them; who mounts files brings them in other ways.
    if (!listed.includes(file) || artifact === 'falco-rules' || brought.includes(artifact) || at(values, 'mounts') !== undefined) continue;
    yield {
      path: 'falco.rules_files',
      severity: 'error',
      message: `falco.rules_files lists ${file}, and falcoctl does not bring ${artifact}`,
      why: 'The file is not in the image: its rules are not loaded, or Falco does not start.',
      fix: `Add ${artifact} to falcoctl.config.artifact.install.refs and follow.refs.`,
    };
  }
}
