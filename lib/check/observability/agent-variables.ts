import type { Issue } from '../rule.ts';

/** Variables that a configuration of Alloy reads and its container does not have. */
export function* missingVariables(config: string, path: string, variables: ReadonlySet<string>): Iterable<Issue> {
  for (const name of new Set([...config.matchAll(/\b(?:sys\.)?env\("(\w+)"\)/g)].map(([, each = '']) => each))) {
    const host = name === 'HOSTNAME' && !variables.has(name);
    if (variables.has(name) || (host && !new RegExp(`spec\\.nodeName=" \\+ (sys\\.)?env\\("HOSTNAME`).test(config)) || SYSTEM.has(name))
      continue;
    yield {
      path,
      message: host
        ? 'the node is asked by HOSTNAME, which is the name of the pod unless the container sets it'
        : `the configuration reads ${name}, and the container has no such variable`,
      why: host
        ? 'No pod runs on a node of that name: the agent finds nothing.'
        : 'The text is empty: what is selected by it, or logs in with it, finds nothing.',
      fix: host
        ? 'Set HOSTNAME from fieldRef spec.nodeName.'
        : `Add ${name} to the env of the container${variables.size === 0 ? '' : `, or name one of ${[...variables].sort().join(', ')}`}.`,
    };
  }
}

const SYSTEM: ReadonlySet<string> = new Set(['HOME', 'PATH', 'KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT']);
