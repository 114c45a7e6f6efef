#!/bin/sh
# A negotiation from beginning to end: the base text, proposals of five groups of delegations, their
# compilation, what was decided on it, the clean Rev.1, and the redline of Rev.1 against the base.
#
#     sh examples/harbours/run.sh [FOLDER]
#
# The files are written into FOLDER (out/harbours).
set -eu

here=$(dirname "$0")
out=${1:-out/harbours}
mkdir -p "$out"

echo "== The base text as a Word document, as it was issued"
draftkit render "$here/L3.md" -o "$out/L3.docx" --date 2031-05-12

echo "== All proposals in one text: in brackets, and as tracked changes with an author for each"
set -- Calder="$here/calder.md" Estmark="$here/estmark.md" \
  "Isles of Merrow, Varrow=$here/merrow-varrow.md" Norvania="$here/norvania.md" Tessaly="$here/tessaly.md"
draftkit compile "$here/L3.md" "$@" -o "$out/compilation.docx" --date 2031-05-14
draftkit compile "$here/L3.md" "$@" -o "$out/compilation-tracked.docx" --style tracked --date 2031-05-14

echo "== Each delegation finds its text in it"
draftkit view "$out/compilation.docx" --as Tessaly -o "$out/tessaly.md"
draftkit diff "$here/tessaly.md" "$out/tessaly.md"

echo "== What is open (status 1: something is)"
draftkit brackets "$out/compilation.docx" > "$out/open.txt" || test $? -eq 1
sed -n 2p "$out/open.txt"

echo "== What was decided is carried out"
draftkit resolve "$out/compilation.docx" --decisions "$here/decisions.yaml" --by "Contact group" \
  --date 2031-05-15 -o "$out/settled.md"

echo "== Final numbers, and the symbol of the revision"
draftkit renumber "$out/settled.md" --references all -o "$out/numbered.md"
sed 's|^HARB/2031/L\.3$|HARB/2031/L.3/Rev.1|; s|^12 May 2031$|16 May 2031|' "$out/numbered.md" > "$out/L3-Rev1.md"

echo "== Rev.1 clean, and its redline on the issued base text"
draftkit render "$out/L3-Rev1.md" -o "$out/L3-Rev1.docx" --date 2031-05-16
draftkit redline "$out/L3.docx" "$out/L3-Rev1.md" -o "$out/L3-Rev1-redline.docx" \
  --author Secretariat --date 2031-05-16
echo "The files are in $out."
