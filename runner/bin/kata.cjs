#!/usr/bin/env node
'use strict'
var fs = require('fs')
var path = require('path')

var source = path.join(__dirname, '..', 'src', 'main.ts')
var built = path.join(__dirname, '..', 'dist', 'main.js')
require('./pinned-node.cjs').start(fs.existsSync(source) ? source : built, process.argv.slice(2))
