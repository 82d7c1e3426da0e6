import { curlCall } from './curl.ts';

const read = (line: string) => {
  const { options, urls, outputs } = curlCall(line.split(' '));
  return { options: [...options].join(' '), urls, outputs };
};

test('short options stand together, the last with its value behind it or attached', () => {
  expect(read('-fsSLo /bin/a https://x/a')).toEqual({ options: 'f s S L o', urls: ['https://x/a'], outputs: ['/bin/a'] });
  expect(read('-sofile https://x/a')).toEqual({ options: 's o', urls: ['https://x/a'], outputs: ['file'] });
});

test('values of options are no addresses', () => {
  expect(read('-H Accept:x --retry 3 -X GET --output=a https://x/a').urls).toEqual(['https://x/a']);
});

test('the file of a remote name is the last part of the address', () => {
  expect(read('-LO https://x/v1/kubectl').outputs).toEqual(['kubectl']);
});
