import { unbrokenArticles } from '../../../templates/pages/citations';

test.each([
  ['<p>art. R.4127-85 du code</p>', '<p>art. <span class="article">R.4127-85</span> du code</p>'],
  [
    '<p>articles L.\u00a04113-9 et R. 4127-65</p>',
    '<p>articles <span class="article">L.\u00a04113-9</span> et <span class="article">R. 4127-65</span></p>',
  ],
  ['<a title="R. 4127-85">1</a>', '<a title="R. 4127-85">1</a>'],
  ['<input value="a > R. 4127-85"/>', '<input value="a > R. 4127-85"/>'],
  ['<title>R. 4127-85</title>', '<title>R. 4127-85</title>'],
  ['<textarea>L. 1-2</textarea>L. 1-2', '<textarea>L. 1-2</textarea><span class="article">L. 1-2</span>'],
  ['<pre>a\nR. 4127-85</pre>', '<pre>a\nR. 4127-85</pre>'],
  ['<p>CONV-2026-0002, L. 12</p>', '<p>CONV-2026-0002, L. 12</p>'],
])('an article’s number is kept in one piece, and nothing that is typed, copied or hidden changes: %s', (html, written) => {
  expect(unbrokenArticles(html)).toBe(written);
});
