import type { Unruled } from '../problem.ts'

/** Turns the loader's complaints about one file, a line each, into problems. */
export function readShapeComplaints(message: string, file: string): Unruled[] {
  const lines = message.split('\n').map((line) => line.trim())
  const complaints = lines.length > 1 ? lines.slice(1) : lines
  return complaints.filter((line) => line !== '').map((line) => readComplaint(line, file))
}

function readComplaint(complaint: string, file: string): Unruled {
  const place = complaint.startsWith(`${file}:`) ? /^\d+/.exec(complaint.slice(file.length + 1)) : null
  const text = complaint.startsWith(file) ? complaint.replace(/^[^ ]*:\s*/, '') : complaint
  const parts = /^(.*?)expected (.*?), (?:got|but) (.*)$/s.exec(text)
  const field = parts?.[1]?.replace(/:\s*$/, '').trim() ?? ''
  return {
    file,
    ...(place ? { line: Number(place[0]) } : {}),
    expected: parts?.[2] === undefined ? 'what its schema says' : `${field === '' ? '' : `${field}: `}${parts[2]}`,
    got: parts?.[3] ?? text,
    fix: field === '' ? `Correct ${file}.` : `Correct ${field} in ${file}.`,
  }
}
