import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { nginxConfigs, readersOf, type FoundConfig } from '../../texts/nginx-configs.ts';
import { turnedAway } from '../../texts/nginx-servers.ts';
import { directivesNamed, type Directive } from '../../texts/nginx.ts';

export const probePathServed = defineRule({
  id: 'probe-path-served',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'The page that a probe asks nginx for is one that some location answers, in the server that gets the request.',
  source: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files; seed 002, section 3.1',
  *check(manifest, world) {
    const { namespace = '', name } = manifest.object.metadata;
    const configs = nginxConfigs(manifest, world).filter(({ config }) => config.problem === undefined);
    if (configs.length === 0) return;
    for (const { container, mountPath, pod } of readersOf(world, namespace, name)) {
      if (!mountPath.startsWith('/etc/nginx')) continue;
      const said = new Set<string>();
      for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
        const path = textAt(at(container.fields, probe), 'httpGet.path')?.replace(/[?#].*$/, '');
        const turned =
          path === undefined || said.has(`${path} by name`) ? undefined : turnedAway(configs, at(container.fields, probe), pod);
        if (turned !== undefined) {
          said.add(`${path ?? ''} by name`);
          yield {
            path: configs[0]?.path ?? 'data',
            severity: 'error',
            message: `the ${probe} of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} asks ${turned.host === '' ? 'by the address of the pod' : `for host ${turned.host}`}, and gets the server of line ${turned.line}, which answers ${turned.code}`,
            why: 'No name of a server meets the Host of the probe, so the default server takes it: the pod never becomes ready, or is restarted again and again.',
            fix: `Add a location ${path ?? '/'} to that server in place of its return, or give the probe httpHeaders with a Host that a server has.`,
          };
        }
        if (
          path === undefined ||
          path === '/' ||
          said.has(path) ||
          /\.\w+$/.test(path) ||
          path.endsWith('/') ||
          !configs.every((each) => refuses(each, path))
        )
          continue;
        said.add(path);
        yield {
          path: configs[0]?.path ?? 'data',
          message: `the ${probe} of ${pod.owner.object.kind} ${pod.owner.object.metadata.name} asks for ${path}, which only location / meets, and there it must be a file`,
          why: 'nginx answers 404: the pod never becomes ready, or is restarted again and again.',
          fix: `Add location ${path} with "return 200", or ask for a page that there is.`,
        };
      }
    }
  },
});

/** Every server hands the path to `location /`, which looks for a file and ends with 404. */
function refuses({ config }: FoundConfig, path: string): boolean {
  const servers = [...directivesNamed(config.directives, 'server')].flatMap(({ directive }) => directive.block ?? []);
  const locations = servers.filter(({ name, block }) => name === 'location' && block !== undefined);
  if (locations.length === 0 || servers.some(({ name }) => /^(return|rewrite|include|try_files|error_page|if)$/.test(name))) return false;
  const [modifiers, rest] = [locations.filter(({ args }) => args.length > 1), locations.filter(({ args }) => args.length === 1)];
  if (modifiers.some(({ args }) => (args[0] ?? '').includes('~') || matches(args.at(-1) ?? '', path))) return false;
  const meeting = rest
    .filter(({ args }) => matches(args[0] ?? '', path))
    .sort((a, b) => (b.args[0] ?? '').length - (a.args[0] ?? '').length)[0];
  return meeting?.args[0] === '/' && endsWith404(meeting);
}

function matches(prefix: string, path: string): boolean {
  return path.startsWith(prefix);
}

function endsWith404({ block = [] }: Directive): boolean {
  const tries = block.find(({ name }) => name === 'try_files');
  return tries?.args.at(-1) === '=404' && !block.some(({ name }) => /^(return|rewrite|proxy_pass|error_page|if|include)$/.test(name));
}
