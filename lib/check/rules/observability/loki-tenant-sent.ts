import { helmValuesOf } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { partPath, SHAPE_KINDS, shapesIn, shapesOfKind } from '../../observability/shapes.ts';
import { alloyEndpoints, namesTenant } from '../../observability/tenants.ts';
import { at, itemsAt, someString, strings, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const lokiTenantSent = defineRule({
  id: 'loki-tenant-sent',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Where Loki asks for a tenant (auth_enabled), those that write to it and read from it name one.',
  source: 'https://grafana.com/docs/loki/latest/operations/multi-tenancy/',
  *check(manifest, world) {
    if (!asksForTenant(world)) return;
    for (const { path, who } of [...writers(manifest, world), ...readers(manifest, world)]) {
      yield {
        path,
        message: `${who} names no tenant, while Loki has auth_enabled: true`,
        why: 'Loki answers 401 "no org id" to every request: no line is stored or shown.',
        fix: 'Set auth_enabled: false for one tenant, or send X-Scope-OrgID (tenant_id).',
      };
    }
  },
});

/** Loki's own default is to ask; charts and people that do not want it say so. */
function asksForTenant(world: World): boolean {
  return world.once('loki asks for a tenant', () => {
    const configs = shapesOfKind(world, 'loki')
      .filter(({ content }) => at(content, 'schema_config') !== undefined)
      .map(({ content }) => at(content, 'auth_enabled'));
    const charts = releasesOf(world)
      .filter(({ chart, open }) => chart === 'loki' && open !== true)
      .map(({ values }) => at(values, 'loki.auth_enabled'));
    const all = [...configs, ...charts];
    return all.length > 0 && all.every((each) => each === true);
  });
}

interface Asking {
  readonly path: string;
  readonly who: string;
}

function isLoki(url: string | undefined): boolean {
  return url !== undefined && /loki/i.test(url) && !/^https:\/\/(?!.*\.svc)/.test(url);
}

function* writers(manifest: WorldObject, world: World): Iterable<Asking> {
  const promtails = [
    ...shapesIn(world, manifest, 'promtail').map((shape) => ({
      clients: itemsAt(shape.content, 'clients'),
      path: partPath(shape, 'clients'),
      whole: shape.content,
    })),
    ...helmValuesOf(manifest).map(({ values, path }) => ({
      clients: itemsAt(values, 'config.clients'),
      path: `${path}.config.clients`,
      whole: values,
    })),
  ];
  for (const { clients, path, whole } of promtails) {
    // A stage may set the tenant line by line.
    if (someString(whole, (text) => text.includes('tenant:')) || JSON.stringify(whole).includes('"tenant":')) continue;
    const client = clients.find((each) => isLoki(textAt(each, 'url')) && !namesTenant(each));
    if (client !== undefined) yield { path, who: `Promtail, which writes to ${textAt(client, 'url') ?? ''},` };
  }
  for (const { value, path } of strings(manifest.object)) {
    if (!value.includes('loki.write')) continue;
    for (const { block, url } of alloyEndpoints(value)) {
      if (isLoki(url) && !namesTenant(block) && !value.includes('stage.tenant')) yield { path, who: `Alloy, which writes to ${url},` };
    }
  }
}

function* readers(manifest: WorldObject, world: World): Iterable<Asking> {
  for (const shape of shapesIn(world, manifest, 'datasources')) {
    for (const [index, source] of itemsAt(shape.content, 'datasources').entries()) {
      if (textAt(source, 'type') !== 'loki' || !isLoki(textAt(source, 'url')) || namesTenant(source)) continue;
      yield { path: partPath(shape, 'datasources', index), who: `the data source ${textAt(source, 'name') ?? ''}` };
    }
  }
}
