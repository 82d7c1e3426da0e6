import { load } from 'js-yaml';
import { releasesOf } from '../../hosts/releases.ts';
import { scrapeJobs } from '../../observability/jobs.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { at, fields, fieldsAt, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const probeModuleExists = defineRule({
  id: 'probe-module-exists',
  severity: 'error',
  kinds: [...SHAPE_KINDS, 'monitoring.coreos.com/v1/Probe'],
  asks: 'Probes name a module that the blackbox exporter has.',
  source: 'https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md',
  *check(manifest, world) {
    const known = modules(world);
    if (known.size === 0) return;
    if (manifest.object.kind === 'Probe') {
      const issue = unknown(known, textAt(manifest.object, 'spec.module') ?? '', 'the probe', 'spec.module');
      if (issue !== undefined) yield issue;
      return;
    }
    for (const { manifest: owner, path, name, config } of scrapeJobs(world)) {
      if (owner !== manifest || textAt(config, 'metrics_path') !== '/probe') continue;
      for (const module of itemsAt(config, 'params.module')) {
        const issue = unknown(known, text(module) ?? '', `job ${name}`, path);
        if (issue !== undefined) yield issue;
      }
    }
  },
});

function unknown(known: ReadonlySet<string>, module: string, who: string, path: string): Issue | undefined {
  if (module === '' || known.has(module) || /[{$]/.test(module)) return undefined;
  const near = nearName(module, known);
  return {
    path,
    message: `${who} asks for module "${module}", the blackbox exporter has ${[...known].sort().join(', ')}`,
    why: 'The exporter answers 400 to every probe: probe_success never exists, and alerts on it stay silent.',
    fix: near === undefined ? 'Name a module that it has, or add this one.' : `Did you mean "${near}"?`,
  };
}

/** Modules of every blackbox exporter that the tree configures; none where there is one whose configuration is not shown. */
function modules(world: World): ReadonlySet<string> {
  return world.once('blackbox modules', () => {
    const found = new Set<string>();
    for (const { object } of world.ofKind('v1/ConfigMap')) {
      for (const content of Object.values(textsAt(object, 'data'))) {
        if (/^\s*modules\s*:/m.test(content) && /\bprober\s*:/.test(content)) for (const name of modulesIn(content)) found.add(name);
      }
    }
    for (const { chart, values, open } of releasesOf(world)) {
      if (chart !== 'prometheus-blackbox-exporter') continue;
      const given = at(values, 'config.modules');
      if (open === true) return new Set<string>();
      // The chart brings this one, and Helm lays others beside it.
      found.add('http_2xx');
      for (const name of Object.keys(fields(given))) found.add(name);
    }
    return found;
  });
}

function modulesIn(content: string): readonly string[] {
  try {
    return Object.keys(fieldsAt(load(content), 'modules'));
  } catch {
    return [];
  }
}
