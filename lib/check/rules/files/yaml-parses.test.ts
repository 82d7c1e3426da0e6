import { documentObject } from '../../document.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { yamlParses } from './yaml-parses.ts';

const problem = { line: 3, message: 'a second ": " stands in the value', fix: 'Put the value in quotes.' };

ruleCases(yamlParses, {
  accepts: {
    'an object': [deployment()],
    'data of a program, an object a line': [documentObject('Unreadable', 'db/ratings.json', { problems: [problem] })],
    'a file of another program': [documentObject('Config', 'prometheus', { content: { problems: [problem] } })],
  },
  refuses: {
    'a file with two documents that do not parse': {
      given: [documentObject('Unreadable', 'a.yaml', { problems: [problem, { ...problem, message: 'a tab' }] })],
      says: ['a second ": " stands in the value', 'a tab'],
      fix: 'Put the value in quotes.',
    },
  },
});
