import { fieldsAt } from '../read.ts';

/** Something that is asked names a tenant, or shows who is asking, whom a door before the store takes for one. */
export function namesTenant(client: unknown): boolean {
  const isLogin = Object.keys(fieldsAt(client, 'basicAuth')).length > 0;
  return isLogin || /X-Scope-OrgID|tenant_id|basic_?auth(?!":(?:false|null|\{\}))|bearer|authorization/i.test(JSON.stringify(client));
}

/** The addresses to which a configuration of Alloy writes, each with the block that says it. */
export function* alloyEndpoints(config: string): Iterable<{ readonly block: string; readonly url: string }> {
  for (const [block, url = ''] of config.matchAll(/\bendpoint\s*\{[^{}]*?\burl\s*=\s*"([^"]+)"[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g))
    yield { block, url };
}
