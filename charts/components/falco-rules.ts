import { all, any, endsWith, equals, falcoRulesFile, type FalcoRule, isIn, macro, not } from '../../lib/constructs/falco-rule.ts';
import type { FalcoEvent, TalonTrigger } from '../../lib/constructs/falco-talon-policy.ts';

/** What each message tells beside its first words. */
const WHO = {
  user: 'user.name',
  process: 'proc.name',
  parent: 'proc.pname',
  command: 'proc.cmdline',
  container: 'container.name',
  image: 'container.image.repository',
} as const;

/** Remote code execution in the API: Log4Shell and Spring4Shell end in a shell below the JVM (seed 001, threats). */
const JAVA_SHELL: FalcoRule = {
  rule: 'Java Process Spawning Shell',
  desc: 'A JVM started a shell, as an exploit of a Java library does; our own program never does.',
  condition: all(
    macro('spawned_process'),
    macro('container'),
    macro('shell_procs'),
    any(equals('proc.pname', 'java'), endsWith('proc.pexepath', '/java')), // a JVM may rename its process
  ),
  output: 'A JVM started a shell',
  fields: { ...WHO, parent_command: 'proc.pcmdline' },
  priority: 'CRITICAL',
  tags: ['container', 'process', 'mitre_execution', 'T1059.004'],
};

/** Images are built elsewhere; whoever installs a package in a running container brings tools of their own. */
const PACKAGE_MANAGER: FalcoRule = {
  rule: 'Package Manager in Container',
  desc: 'A package manager runs in a container, whose software an image should have brought.',
  condition: all(macro('spawned_process'), macro('container'), macro('package_mgmt_procs'), not(macro('package_mgmt_ancestor_procs'))),
  output: 'A package manager was started in a container',
  fields: WHO,
  priority: 'WARNING',
  tags: ['container', 'process', 'mitre_persistence', 'T1505'],
};

const BINARY_DIRS = {
  list: 'binary_directories',
  items: ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'],
} as const;

const BINARY_WRITE: FalcoRule = {
  rule: 'Write to Binary Dir',
  desc: 'A program of a running container is written or replaced.',
  condition: all(macro('open_write'), macro('container'), isIn('fd.directory', BINARY_DIRS)),
  output: 'A file in a folder of programs was opened for writing',
  fields: { file: 'fd.name', ...WHO },
  priority: 'ERROR',
  tags: ['container', 'filesystem', 'mitre_persistence', 'T1543'],
};

/** The three of seed 001. */
export const CUSTOM_RULES: readonly FalcoRule[] = [JAVA_SHELL, PACKAGE_MANAGER, BINARY_WRITE];

/** Programs with which somebody reads, copies or sends a file. */
const FILE_READERS = {
  list: 'file_readers',
  items: [
    'awk',
    'base64',
    'busybox',
    'cat',
    'cp',
    'curl',
    'cut',
    'dd',
    'gawk',
    'grep',
    'head',
    'less',
    'mawk',
    'more',
    'mv',
    'nano',
    'nc',
    'ncat',
    'od',
    'perl',
    'python',
    'python3',
    'ruby',
    'sed',
    'socat',
    'sort',
    'strings',
    'tail',
    'tar',
    'vi',
    'vim',
    'wget',
    'xxd',
  ],
} as const;

/**
 * `/etc/passwd` is on no stock list of sensitive files. It is put there, and read in peace by whoever only looks up a
 * user's name, as nearly every program does when it starts: otherwise each new pod would be an incident, and isolated.
 */
const SENSITIVE = {
  extend: { sensitive_file_names: ['/etc/passwd'] },
  replace: {
    user_known_read_sensitive_files_activities: all(
      equals('fd.name', '/etc/passwd'),
      not(isIn('proc.name', FILE_READERS)),
      not(all(macro('server_procs'), not(macro('proc_is_new')))),
    ),
  },
};

/** What Falco loads after the rules that it brings (seed 002, Falco). */
export function customRulesFile(): string {
  return falcoRulesFile({ ...SENSITIVE, rules: CUSTOM_RULES });
}

/**
 * What the artifacts bring, with the priority that they give it. A response to a rule that came with another priority
 * would not fire: see `FalcoTalonPolicy`.
 * @see https://github.com/falcosecurity/rules/blob/main/rules/falco_rules.yaml
 */
function stock(rule: string, priority: FalcoEvent['priority']): FalcoEvent {
  return { rule, priority };
}

/** Which detection leads to which response (seed 002, Falco Talon); those of the last two custom rules are chosen. */
export const TRIGGERS: readonly TalonTrigger[] = [
  {
    name: 'Shell in a container',
    response: 'isolate',
    events: [JAVA_SHELL, stock('Terminal shell in container', 'NOTICE'), stock('Run shell untrusted', 'NOTICE')],
  },
  {
    name: 'Access to a sensitive file',
    response: 'isolate',
    events: [
      stock('Read sensitive file untrusted', 'WARNING'),
      stock('Read sensitive file trusted after startup', 'WARNING'),
      stock('Directory traversal monitored file read', 'WARNING'),
    ],
  },
  {
    name: 'Privilege escalation',
    response: 'terminate',
    events: [
      stock('Non sudo setuid', 'NOTICE'),
      stock('Set Setuid or Setgid bit', 'NOTICE'),
      stock('Mount Launched in Privileged Container', 'WARNING'),
    ],
  },
  { name: 'Foreign software', response: 'isolate', events: [PACKAGE_MANAGER, BINARY_WRITE] },
];
