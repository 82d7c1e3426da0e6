import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { optionValues } from '../../texts/script-calls.ts';
import { parseShell } from '../../texts/shell.ts';
import { routedHosts, siteAddress, SITE_KINDS } from '../../texts/site-addresses.ts';
import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { textAt } from '../../read.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import type { World } from '../../world.ts';

export const siteAddressRouted = defineRule({
  id: 'site-address-routed',
  severity: 'warning',
  kinds: [...SITE_KINDS],
  asks: 'The address under which a site is built is a host that some route serves.',
  source: 'https://gohugo.io/configuration/all/#baseurl; https://jekyllrb.com/docs/configuration/options/',
  *check(manifest, world) {
    const site = siteAddress(manifest);
    // What the build says itself counts instead.
    if (site === undefined || (site.generator === 'Hugo' && builtWithAddress(world))) return;
    const host = /^https?:\/\/([a-z0-9][\w.-]*)/i.exec(site.url)?.[1]?.toLowerCase();
    const hosts = routedHosts(world);
    if (host === undefined || hosts.size === 0) return;
    const isLocal = /^(localhost|127\.0\.0\.1|0\.0\.0\.0)$/.test(host);
    const kin = [...hosts].filter((each) => zoneOf(each) === zoneOf(host));
    // What a new site begins with: https://gohugo.io/commands/hugo_new_site/
    const isSample = kin.length === 0 && !hosts.has('*') && /^(?:www\.)?(?:example\.(?:org|com|net)|yoursite\.com|mysite\.com)$/.test(host);
    if ((!isLocal && !isSample && kin.length === 0) || kin.some((each) => serves(each, host))) return;
    const near = isLocal || isSample ? undefined : (nearName(host, kin) ?? (kin.length === 1 ? kin[0] : undefined));
    yield {
      path: site.path,
      message: isLocal
        ? `${site.key} of ${site.generator} is ${site.url}, the address of a machine of one's own`
        : isSample
          ? `${site.key} of ${site.generator} is ${site.url}, the address that a new site begins with; routes serve ${[...hosts].sort().slice(0, 5).join(', ')}`
          : `${site.key} of ${site.generator} is ${site.url}, and routes of ${zoneOf(host)} serve ${kin.sort().slice(0, 5).join(', ')}`,
      why: 'Pages are served, and their style sheets, scripts, feeds and links lead to a host that nobody serves: the site comes bare, or not at all after the first click.',
      fix: near === undefined ? 'Write the host of the route.' : `Write ${site.url.replace(host, near)}, or add the host to a route.`,
    };
  },
});

function serves(routed: string, host: string): boolean {
  return routed === host || routed === '*' || (routed.startsWith('*.') && host.endsWith(routed.slice(1)));
}

/** The last two words of a host: `example.com`. */
function zoneOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}

/** Whether a build gives Hugo another address (`hugo -b https://…`, `HUGO_BASEURL`). */
function builtWithAddress(world: World): boolean {
  return world.once('builds with an address', () => {
    const texts = world.ofKind(documentKind('TextFile')).filter(({ file = '' }) => isDockerfile(file));
    const lines = texts.flatMap(
      ({ object }) => (textAt(object, 'text') ?? '').replace(/\\\n/g, ' ').match(/^\s*RUN\s.*\bhugo\b.*$/gm) ?? [],
    );
    const commands = [
      ...lines.flatMap((line) => parseShell(line.replace(/^\s*RUN\s+/, '')).commands),
      ...[...world.ofKind(WORKFLOW), ...world.ofKind(documentKind('Script'))].flatMap((each) =>
        commandsOf(each, world).map(({ command }) => command),
      ),
    ];
    const stated = commands.some((command) => command.name === 'hugo' && optionValues(command, '-b', '--baseURL').length > 0);
    return stated || texts.some(({ object }) => /HUGO_BASEURL/i.test(textAt(object, 'text') ?? ''));
  });
}
