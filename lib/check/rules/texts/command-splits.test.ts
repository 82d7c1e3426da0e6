import { deployment, ruleCases } from '../../testing.ts';
import { commandSplits } from './command-splits.ts';

const pod = (container: Readonly<Record<string, unknown>>) => deployment({ container });

ruleCases(commandSplits, {
  accepts: {
    'a word each': [pod({ command: ['python', 'manage.py', 'runserver'], livenessProbe: { exec: { command: ['mysqladmin', 'ping'] } } })],
    'a text for a shell': [pod({ command: ['sh', '-c', 'python manage.py migrate && python manage.py runserver'] })],
    'arguments with blanks': [pod({ command: ['/bin/server'], args: ['--title=My page', 'a b'] })],
    'no command': [pod({})],
  },
  refuses: {
    'a flag as a program': {
      given: [pod({ command: ['-config.file=/etc/loki/loki.yaml'] })],
      says: 'container "app" runs "-config.file=/etc/loki/loki.yaml", which is a flag, as its program',
    },
    'a whole line': {
      given: [pod({ command: ['python manage.py runserver'] })],
      says: 'container "app" runs one program called "python manage.py runserver"',
      fix: 'Write [python, manage.py, runserver].',
    },
    'a probe with a pipe': {
      given: [pod({ livenessProbe: { exec: { command: ['curl -s localhost | grep ok'] } } })],
      says: 'container "app" runs one program called "curl -s localhost | grep ok"',
      fix: 'Write [sh, -c, "curl -s localhost | grep ok"].',
    },
  },
});
