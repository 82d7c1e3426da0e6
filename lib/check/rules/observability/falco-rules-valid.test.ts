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
    'macros of Falco, and those that it leaves for tuning': [
      file([rule({ condition: 'open_write and container and package_mgmt_procs and not user_known_new_thing_activities' })]),
    ],
    'a rule for the events of a plugin': [file([rule({ source: 'k8s_audit', condition: 'kevt and pod and kcreate' })])],
    'an addition to a rule of Falco': [
      file([
        rule(),
        { macro: 'in_blog', condition: 'k8s.ns.name = "blog"' },
        { rule: 'Terminal shell in container', append: true, condition: 'and not in_blog' },
        { rule: 'Other', enabled: false },
      ]),
    ],
  },
  refuses: {
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
