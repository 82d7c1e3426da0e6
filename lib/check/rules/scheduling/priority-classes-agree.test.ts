import { kube, ruleCases } from '../../testing.ts';
import { priorityClassesAgree } from './priority-classes-agree.ts';

const of = (name: string, value: number, globalDefault?: boolean) =>
  kube('scheduling.k8s.io/v1/PriorityClass', { name }, { value, ...(globalDefault === undefined ? {} : { globalDefault }) });

ruleCases(priorityClassesAgree, {
  accepts: {
    'values in the order of the names': [of('platform-p1', 2000), of('platform-p2', 1000), of('app-high', 500), of('app-low', 100)],
    'one default': [of('high', 1000), of('normal', 0, true), of('low', -100, false)],
    'names of two families': [of('platform-p1', 10), of('app-p2', 1000), of('web', 5)],
  },
  refuses: {
    'two defaults': { given: [of('a', 1, true), of('b', 2, true)], says: 'PriorityClass a is the default already' },
    'numbers the wrong way round': {
      given: [of('platform-p1', 1000), of('platform-p2', 2000)],
      says: 'its value is 1000, below 2000 of platform-p2, which is meant to matter less',
    },
    'words the wrong way round': {
      given: [of('low', 2000), of('high', 1000)],
      says: 'its value is 1000, below 2000 of low, which is meant to matter less',
    },
  },
});
