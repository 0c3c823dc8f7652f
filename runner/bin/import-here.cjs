'use strict'
// A file of its own, because an old Node cannot read `import()` and only a new one gets here.
module.exports = function (url) {
  return import(url)
}
