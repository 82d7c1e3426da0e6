import { join, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { faultOf, fullZone, STOPS } from '../../texts/corefile-faults.ts';
import { corefileOf, type Server } from '../../texts/corefile.ts';

export const corefileAnswers = defineRule({
  id: 'corefile-answers',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'The settings of CoreDNS can be read, and each of its servers still answers for the names of the cluster and of the world that it is asked for.',
  source: 'https://coredns.io/manual/configuration/; https://coredns.io/plugins/hosts/; https://coredns.io/plugins/rewrite/',
  *check({ object }, world) {
    for (const [key, text] of Object.entries(textsAt(object, 'data'))) {
      if (key !== 'Corefile' && !(key.endsWith('.server') && object.metadata.name === 'coredns-custom')) continue;
      const { servers, glued } = corefileOf(text);
      const path = join('data', key);
      for (const { line, word } of glued)
        yield {
          path,
          message: `line ${line}: "${word}" is one word to CoreDNS, and no block begins`,
          why: STOPS,
          fix: `Write "${word.slice(0, -1)} {".`,
        };
      const known = new Map<string, Server>();
      for (const server of servers) {
        for (const zone of server.zones.map(fullZone)) {
          const twin = known.get(zone);
          known.set(zone, server);
          if (twin !== undefined)
            yield {
              path,
              message: `lines ${twin.line} and ${server.line} both are for ${zone}`,
              why: STOPS,
              fix: 'Put the plugins of both into one block.',
            };
        }
        for (const plugin of server.plugins) {
          const found = faultOf(plugin, server, object.metadata.name, world);
          if (found !== undefined) yield { path, ...found, message: `line ${plugin.line}: ${found.message}` };
        }
      }
    }
  },
});
