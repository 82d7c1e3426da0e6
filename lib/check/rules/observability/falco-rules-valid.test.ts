import { chartApplication, configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { falcoRulesValid } from './falco-rules-valid.ts';

const file = (rules: readonly object[]) => configFile('falco-rules', 'rules.yaml', rules);
const rule = (rest: object = {}) => ({
  rule: 'Shell',
  desc: 'A shell',
  condition: 'spawned_process and container and proc.name in (sh, bash)',
  output: 'Shell (%proc.name)',
  priority: 'WARNING',
  ...rest,
});

ruleCases(falcoRulesValid, {
  accepts: {
    'a whole rule': [file([rule()]), chartApplication('falco', 'falco', { customRules: { 'a.yaml': JSON.stringify([rule()]) } })],
    'a macro of the tree': [
      file([{ macro: 'in_blog', condition: 'k8s.ns.name = "blog"' }, rule({ condition: 'in_blog and (evt.type = execve)' })]),
    ],
    'a list of the tree, and one of Falco under whose name a macro stands, too': [
      file([
        { list: 'known_roots', items: ['pause'] },
        { macro: 'known_roots', condition: 'proc.name = pause' },
        { macro: 'shell_binaries', condition: 'proc.name in (sh, bash)' },
        rule({
          condition: 'container and not proc.name in (known_roots) and proc.name in (shell_binaries) and proc.is_vpgid_leader = true',
        }),
      ]),
    ],
    'images with their registry, and of a list that names both': [
      file([
        { list: 'own_images', items: ['acme/web', 'docker.io/acme/web', 'ghcr.io/acme/api'] },
        rule({
          condition: 'container and container.image.repository in (own_images) and not container.image.repository = quay.io/acme/tool',
        }),
        rule({
          condition: 'container and container.image.repository endswith /web and container.image.repository in (falco_privileged_images)',
        }),
      ]),
    ],
    'macros of Falco, and those that it leaves for tuning': [
      file([rule({ condition: 'open_write and container and package_mgmt_procs and not user_known_new_thing_activities' })]),
    ],
    'a rule for the events of a plugin': [file([rule({ source: 'k8s_audit', condition: 'kevt and pod and kcreate' })])],
    'all ways to compare, and values that look like fields': [
      file([
        rule({
          condition:
            'container and (fd.name startswith /etc or proc.args contains foo.bar or proc.aname[2] in (sh, bash)) and not proc.pname pmatch (java) and proc.env[x] exists and container.image.repository = docker.io/library/mysql and proc.cmdline = "a && b = (c)"',
        }),
      ]),
    ],
    'exceptions with a value for each field, and one of a single field': [
      file([
        rule({
          exceptions: [
            { name: 'known', fields: ['proc.name', 'k8s.ns.name'], comps: ['=', '='], values: [['sh', 'blog']] },
            { name: 'one', fields: 'proc.name', values: ['sh', 'bash'] },
            { name: 'none', fields: ['proc.name', 'fd.name'] },
          ],
        }),
      ]),
    ],
    'an addition to a rule of Falco': [
      file([
        rule(),
        { macro: 'in_blog', condition: 'k8s.ns.name = "blog"' },
        { rule: 'Terminal shell in container', append: true, condition: 'and not in_blog' },
        { rule: 'Other', enabled: false },
        { rule: 'Another', condition: 'or in_blog', override: { condition: 'append' } },
        { rule: 'Replaced', condition: 'in_blog', override: { condition: 'replace' } },
      ]),
    ],
  },
  refuses: {
    'images without a registry, in a list': {
      given: [
        file([
          { list: 'own_images', items: ['acme/web', 'quay.io/acme/api'] },
          rule({ condition: 'container and not container.image.repository in (own_images)' }),
        ]),
      ],
      says: '"Shell" compares container.image.repository with acme/web, without a registry',
      fix: 'Name it with its registry, too: docker.io/acme/web.',
    },
    'a macro in the brackets of a list': {
      given: [
        file([
          { macro: 'known_roots', condition: 'proc.name in (pause, tini)' },
          rule({ condition: 'container and not proc.name in (known_roots)' }),
        ]),
      ],
      says: '"Shell" compares with known_roots in brackets, which is a macro and not a list',
    },
    'a word about a process that Falco has not': {
      given: [file([rule({ condition: 'container and proc.is_vpid = false' })])],
      says: 'Falco rule "Shell" reads proc.is_vpid, which is no field of Falco',
    },
    'a rule without output': {
      given: [file([rule(), { rule: 'Half', condition: 'container', desc: 'x', priority: 'INFO' }])],
      says: 'Falco rule "Half" has no output',
    },
    'a priority that does not exist': {
      given: [file([rule({ priority: 'WARN' })])],
      says: 'Falco rule "Shell" has the priority WARN, which does not exist',
      fix: 'Did you mean WARNING?',
    },
    'a bracket that is not closed': {
      given: [file([rule({ condition: 'container and (proc.name = sh' })])],
      says: 'the condition of "Shell" has 1 bracket(s) not closed',
    },
    'a list without items, and a macro that is one': {
      given: [file([{ list: 'shells', item: ['ash'] }, { macro: 'tools', condition: '(curl, wget)' }, rule()])],
      says: ['list shells has no items', 'macro tools is a list of values, not a condition'],
    },
    'a class of fields instead of one': {
      given: [file([rule({ output: 'Shell (%proc.name %k8s.pod)' })])],
      says: 'Falco rule "Shell" reads k8s.pod, which is no field of Falco',
      fix: 'Did you mean "k8s.pod.name"?',
    },
    'a list behind a sign': {
      given: [file([rule({ condition: 'spawned_process and proc.name = (sh, bash)' })])],
      says: 'the condition of "Shell" compares proc.name with a list by =',
      fix: 'Write proc.name in (…).',
    },
    'a list without brackets': {
      given: [file([rule({ condition: 'spawned_process and proc.name in sh' })])],
      says: 'the condition of "Shell" asks for proc.name in sh without brackets',
    },
    'a sign of other languages': {
      given: [file([rule({ condition: 'spawned_process && container' })])],
      says: 'the condition of "Shell" joins with &&',
      fix: 'Write and.',
    },
    'a slip in what compares': {
      given: [file([rule({ condition: 'open_read and fd.name startwith /etc/shadow' })])],
      says: 'the condition of "Shell" compares fd.name by startwith, which Falco does not know',
      fix: 'Did you mean "startswith"?',
    },
    'an addition that joins nothing': {
      given: [
        file([{ rule: 'Terminal shell in container', condition: 'k8s.ns.name != "argocd"', override: { condition: 'append' } }, rule()]),
      ],
      says: 'the words that are put behind the condition of "Terminal shell in container" do not begin with and or or: k8s.ns.name != "argocd"',
    },
    'an exception with one value for two fields': {
      given: [file([rule({ exceptions: [{ name: 'known', fields: ['proc.name', 'k8s.ns.name'], comps: ['='], values: [['sh']] }] })])],
      says: ['exception known of "Shell" has 2 fields and 1 comps', 'exception known of "Shell" has 2 fields, and values of 1: sh'],
    },
    'a slip in a macro': {
      given: [file([{ macro: 'in_blog', condition: 'k8s.ns.name = "blog"' }, rule({ condition: 'container and in_blgo' })])],
      says: '"Shell" uses the macro in_blgo, which neither this tree nor Falco defines',
      fix: 'Did you mean "in_blog"?',
    },
    'a macro that nobody wrote': {
      given: [file([rule({ condition: 'spawned_process and container and not known_binary' })])],
      says: '"Shell" uses the macro known_binary, which neither this tree nor Falco defines',
      fix: 'Add the macro known_binary, or write its condition out.',
    },
  },
});
