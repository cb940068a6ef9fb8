#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The case folders hold the scripts; here gnuplot draws them.
. "$(dirname "$0")/../lib.sh"
cases plotdata

cat >pairs <<'EOF'
{"a":100,"p":115,"t":"Île-de-France","g":"one"}
{"a":200,"p":190,"t":"Baja California","g":"two"}
{"a":300,"p":500,"t":"Quintana Roo","g":"one"}
EOF

# Says whether the page asks for nothing outside itself, has nothing in it that could run, and holds images
# with these texts inside, or these texts itself.
cat >contents.py <<'EOF'
import base64, html.parser, sys
images, text = [], []
class Page(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        known = "html head meta title style body h1 main figure figcaption img table tr th td pre".split()
        assert tag in known, tag
        for name, value in attributes:
            assert name in "lang charset http-equiv content name alt src class".split(), name
            if name == "src":
                kind, data = value.split(",", 1)
                assert kind in ("data:image/svg+xml;base64", "data:image/png;base64"), kind
                images.append(base64.b64decode(data, validate=True).decode("latin-1"))
            if name == "alt":
                text.append(value)
    def handle_data(self, data):
        text.append(data)
Page().feed(open(sys.argv[1], encoding="utf-8", newline="").read())
for wanted in sys.argv[2:]:
    assert any(wanted in image for image in images) or wanted in "".join(text), (wanted, text)
EOF

# Every kind of the table, as the message without one lists them.
kinds=$(plotdata 2>&1 | sed 's/.*: //; s/,//g; s/ or / /')
drawn=
for kind in $kinds; do
	check "$kind: is in the manual" grep -q "^\.It Cm $kind\$\|^\.Cm $kind\$" "$TOP/man/plotdata.1"
	check "$kind: is in --help" sh -c "plotdata --help | grep -qE '^(usage:|      ) plotdata ([a-z]+ \| )*$kind '"
	plotdata "$kind" --term 2>&1 </dev/null | grep -q 'not an option' || drawn="$drawn $kind"
done
same "an unknown kind is told the nearest, for each" "$kinds" "$(for kind in $kinds; do
	plotdata "${kind}x" 2>&1 | sed 's/.*nearest is \([a-z]*\);.*/\1/'
done | xargs)"

# What --help says of an option ("bar, pie: largest first") is what each kind takes.
plotdata --help | sed -nE 's/^ +--([a-z-]+)( [A-Z]+)? +([a-z, ]+): .*/\1 \3/p' | tr -d , >options
while read -r option named; do
	for word in $named; do
		case " $kinds tables " in *" $word "*) ;; *) continue 2 ;; esac
	done
	named=$(echo "$named" | sed 's/tables/table csv tsv/')
	same "--$option: is taken by $named only" "$(printf '%s\n' $named | sort | xargs)" "$(for kind in $kinds; do
		plotdata "$kind" "--$option" 1 2>&1 </dev/null | grep -q 'not an option' || echo "$kind"
	done | sort | xargs)"
done <options

# Each kind in each format: whole, and what its name says.
for kind in $drawn; do
	case $kind in
	bar) fields="-x t -y a,p" ;;
	pie) fields="-x t -y p" ;;
	hist) fields="-x p" ;;
	*) fields="-x a -y p -g g" ;;
	esac
	check "$kind: PNG" plotdata $kind $fields --size 800x300 -o $kind.png pairs
	same "$kind: ... of the size asked for" "137 80 78 71 3 32 1 44" \
		"$(od -An -v -tu1 -j0 -N4 $kind.png | xargs) $(od -An -v -tu1 -j18 -N2 $kind.png | xargs) $(od -An -v -tu1 -j22 -N2 $kind.png | xargs)"
	check "$kind: SVG" plotdata $kind $fields -o $kind.svg pairs
	check "$kind: ... is well-formed" python3 -c "import xml.dom.minidom as x; x.parse('$kind.svg')"
	check "$kind: PDF" plotdata $kind $fields -o $kind.pdf pairs
	same "$kind: ... is one" "%PDF %%EOF" "$(head -c 4 $kind.pdf) $(tail -n 1 $kind.pdf)"
	check "$kind: text" plotdata $kind $fields --title 'Its title' -o $kind.txt pairs
	check "$kind: ... has its title" grep -q 'Its title' $kind.txt
	check "$kind: page" plotdata $kind $fields --title 'Its title' -o $kind.html pairs
	check "$kind: ... with the picture in it" python3 contents.py $kind.html "<svg"
	check "$kind: in the terminal" plotdata $kind $fields --title 'Its title' --term pairs
	check "$kind: script" plotdata $kind $fields -o $kind.gp pairs
	check "$kind: ... is what standard output gets" sh -c "plotdata $kind $fields pairs | cmp - $kind.gp"
	check "$kind: ... draws by itself" sh -c "gnuplot -d -e 'set terminal svg' $kind.gp | grep -q '</svg>'"
done
same "nothing is left beside the pictures" "" "$(find . -name '.*' ! -name . ! -name .said)"
check "accents are in the picture" grep -q 'Île-de-France' bar.svg
check "a scatter with its band" plotdata scatter -x a -y p --identity --band 16% -o band.svg pairs
same "... has both counts in their colours, and the legend all five" "black Error &lt; 16%
black Other Points
black F(x) = x
black F(x) = 1.16x (16% above)
black F(x) = 0.84x (16% below)
rgb(255,127,14) Error &lt; 16%: 2
rgb(31,119,180) Other Points: 1" "$(tr '\n\t' '  ' <band.svg | grep -oE 'fill="[a-z0-9(),]*" font[^>]*> *<text>[^<]*' |
	sed -E 's/fill="([^"]*)".*<text>/\1 /' | grep -E 'Error|Other|F\(')"
check "a picture of no data says so" sh -c "plotdata scatter -x no -y p -q -o none.svg pairs && grep -q 'no data' none.svg"

# Hostile text as title, axis, label, group and field name: no command runs, and the SVG is well-formed.
cat >hostile.py <<'EOF'
import json, subprocess, sys, xml.dom.minidom
run = "touch canary"
texts = ["'''x", "'", "''", "a'''", "'\"'", "`%s`" % run, "\\`%s`" % run, "\\\\`%s`" % run, "\"`%s`\"" % run,
    "'; system('%s'); '" % run, "' . system('%s') . '" % run, "\n!%s\n" % run, "\r!%s\r" % run, "@x", "%s %d %n %%",
    "&#60;", "&#x26;", "&#", "&#x", "&", "]]>", "<b>", "-->", "{/Symbol a}_b^{2}", "END", "END\n!%s\n" % run, "e", "|%s" % run,
    "<%s" % run, "$(%s)" % run, "\\", "\\\\", "'\\", "\ufffe\uffff", "\x01\x7f\t", "\u0085\u2028", "\U0001f600", "", "#",
    "\xf1" * 300, "\\140%s\\140" % run]
for text in texts:
    rows = "".join(json.dumps({"x": text + end, "g": text, text + "y": 1}) + "\n" for end in ("", "2"))
    field = (text + "y").replace(".", "").replace(",", "") or "y"
    rows = rows.replace(json.dumps(text + "y"), json.dumps(field))
    options = ["-x", "x", "-y", field, "-g", "g", "--title", text, "--xlabel", text, "--ylabel", text]
    for kind in ("bar", "line", "scatter", "pie"):
        pie = ["-x", "x", "-y", field, "--title", text, "--labels", "value"]
        subprocess.run(["plotdata", kind, *(pie if kind == "pie" else options), "-o", "hostile.svg"], input=rows.encode(), check=True)
        nodes = xml.dom.minidom.parse("hostile.svg").getElementsByTagName("text")
        drawn = ["".join(node.data for node in text_node.childNodes) for text_node in nodes]
        wanted = "".join(" " if c < " " or "\x7f" <= c < "\xa0" or c in "\ufffe\uffff" else c for c in text[:200]) + "\u2026" * (len(text) > 200)
        if wanted.strip() and drawn.count(wanted) < (1 if kind == "pie" else 3):
            sys.exit("%r is not what was drawn: %r" % (wanted, drawn))
    script = subprocess.run(["plotdata", "bar", *options], input=rows.encode(), check=True, capture_output=True).stdout
    subprocess.run(["gnuplot", "-d", "-e", "set terminal dumb", "-"], input=script, check=True, capture_output=True)
    subprocess.run(["plotdata", "bar", *options, "-o", "hostile.png"], input=rows.encode(), check=True)
    # A page: its title, names of pictures, names and cells of tables. A table to look at, and COPY text.
    name = "./" + "".join(c for c in text[:50] if c not in "/\0") + ".ndjson"
    open(name, "w").write(rows)
    subprocess.run(["plotdata", "page", "-o", "hostile.html", "--title", text, name, "hostile.png"], check=True)
    shown = "".join(" " if c < " " and c != "\n" or "\x7f" <= c < "\xa0" else c for c in text)
    subprocess.run([sys.executable, "contents.py", "hostile.html", shown], check=True)
    run_table = lambda kind: subprocess.run(["plotdata", kind], input=rows.encode(), check=True, capture_output=True)
    table = run_table("table").stdout.decode()
    if any((c < " " and c != "\n") or "\x7f" <= c < "\xa0" for c in table) or table.count("\n") != 6:
        sys.exit("%r breaks a table: %r" % (text, table))
    rows = run_table("tsv").stdout.decode().split("\n")
    if len(rows) != 4 or any(row.count("\t") != 2 for row in rows[:3]):
        sys.exit("%r breaks COPY text: %r" % (text, rows))
EOF
check "hostile text is drawn" python3 hostile.py
check "... and no command ran" test ! -e canary
printf 'set print "canary"\nprint 1\n' >.gnuplot
check "start-up files are not read" sh -c 'HOME=$PWD plotdata bar -x t -y a -o bar.png pairs && test ! -e canary'
rm -f .gnuplot

printf '{"k":"a","n":1}\n{"k":"b","n":1}\n' >halves
check "a pie of characters: the first half at the right" plotdata pie -x k -y n --labels none --legend none -o halves.txt halves
same "... the second at the left" "0 yes" "$(grep -c 'A.*B' halves.txt) $(grep -q 'B.*A' halves.txt && echo yes)"

# Pictures while records come.
soon() { # soon COMMAND...: until it succeeds, but not for ever
	i=0
	until "$@" || [ $i -ge 20000 ]; do i=$((i + 1)); done
}
lines() { # lines FILE N
	[ "$(wc -l <"$1")" -ge "$2" ]
}
awk 'BEGIN { for (i = 1; i <= 25; i++) printf "{\"a\":%d,\"p\":%d,\"g\":\"g%d\"}\n", i, i % 7, i % 3 }' >flow
mkdir plots
check "a numbered picture each ten records" plotdata scatter -x a -y p --every 10 -o 'plots/{n}_{n}.gp' flow
same "... and one of the rest" "1_1.gp 2_2.gp 3_3.gp" "$(ls -A plots | xargs)"
same "... each of all data so far" "10 20 25" "$(for n in 1 2 3; do grep -c '^0 ' plots/${n}_$n.gp; done | xargs)"
check "... as drawn at once" sh -c 'plotdata scatter -x a -y p flow | cmp - plots/3_3.gp'
plotdata scatter -x a -y p --every 10 -o 'plots/{n}.svg' flow
check "... by gnuplot too" sh -c 'plotdata scatter -x a -y p -o at-once.svg flow && cmp at-once.svg plots/3.svg'
for kind in "bar -x g -y p" "bar -x g -y a --stack --sort" "pie -x g -y p" "hist -x p --bins 4"; do
	plotdata $kind --every 8 -o 'plots/{n}.gp' flow
	check "$kind: the last of many pictures is the one of all" sh -c "plotdata $kind flow | cmp - plots/4.gp"
	check "... and the one before that of 24" sh -c "head -n 24 flow | plotdata $kind | cmp - plots/3.gp"
done
rm plots/*
plotdata line -x a -y p --every 5 -o 'plots/{n}.gp' flow
same "no picture is drawn twice" 5 "$(ls plots | wc -l)"
mkfifo slow
plotdata bar -x a -y p --every 1 -o plots/live.svg slow &
exec 4>slow
head -n 1 flow >&4
soon test -e plots/live.svg
check "a whole picture is there while the input continues" python3 -c "import xml.dom.minidom as x; x.parse('plots/live.svg')"
cp plots/live.svg first.svg
sed -n 2,3p flow >&4
exec 4>&-
wait $!
check "... and is redrawn in place" sh -c '! cmp -s first.svg plots/live.svg && test $(ls -A plots | wc -l) = 6'
same "the terminal gets every picture" 3 "$(plotdata bar -x g -y p --title Live --every 10 --term flow | grep -c Live)"

# A table is there while the input continues: nobody waits for its pending rows.
plotdata table slow >grid &
exec 4>slow
head -n 2 flow >&4
soon lines grid 5
lines grid 5
early=$?
exec 4>&-
wait $!
same "a table does not wait for its end" "0 6" "$early $(wc -l <grid)"

# A page of all that was made.
plotdata csv pairs >pairs.csv
check "a page of pictures and tables" plotdata page --title 'Shops & more' -o index.html bar.svg pie.png pairs.csv bar.txt
check "... is complete in itself" python3 contents.py index.html 'Shops & more' 'Île-de-France' IEND 500
same "... and little but its parts" 1 "$(($(wc -c <index.html) - $(cat bar.svg pie.png | wc -c) * 4 / 3 - $(wc -c <bar.txt) < 5000))"
echo '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>' >evil.svg
check "a script in an SVG is an image's, which runs none" sh -c 'plotdata page -o evil.html evil.svg && python3 contents.py evil.html "<script>"'

# What goes wrong.
status_of() { # status_of COMMAND...: prints the status; standard error is in said
	"$@" >out 2>said
	echo $?
}
mkdir bin
ln -s "$(command -v plotdata)" bin/plotdata
same "without gnuplot the status is 3" 3 "$(PATH=$PWD/bin; status_of plotdata bar -x t -y a -o new.png pairs)"
same "... and the message names the package" \
	"plotdata: gnuplot is not installed; install it (Debian: gnuplot-nox)" "$(cat said)"
fake() { # fake LINE: a gnuplot that does what the line says
	printf '#!/bin/sh\n%s\n' "$1" >bin/gnuplot
	chmod +x bin/gnuplot
}
draw_fake() {
	PATH=$PWD/bin:$PATH
	echo old >new.png
	status_of plotdata bar -x t -y a -o new.png pairs
}
fake 'echo plot nonsense >&2; echo "         line 0: it is broken" >&2; exit 1'
same "a failing gnuplot is status 3 and leaves the old file" "3 old" "$(draw_fake) $(cat new.png)"
same "... with gnuplot's words" "plotdata: gnuplot failed: line 0: it is broken" "$(cat said)"
fake 'kill -9 $$'
same "a killed gnuplot is status 3 and leaves the old file" "3 old" "$(draw_fake) $(cat new.png)"
fake 'printf "\211PNG and no more"'
same "a picture cut short is status 3 and leaves the old file" "3 old" "$(draw_fake) $(cat new.png)"
same "... and says so" "plotdata: gnuplot failed: its picture is cut short" "$(cat said)"
fake 'env | sort | grep -v -e ^PWD= -e ^_= -e ^PATH= -e ^SHLVL= -e ^OLDPWD= >seen; echo "$@" >>seen; exit 1'
same "gnuplot has an environment of ours and reads no start-up file" "3 LC_ALL=C.UTF-8 -d" \
	"$(draw_fake) $(xargs <seen)"
mkfifo started
fake 'echo >started; exec sleep 20'
PATH=$PWD/bin:$PATH plotdata bar -x t -y a -o new.png pairs 2>said &
read -r line <started
kill -TERM $!
kill -ALRM $! # as the alarm does after 5 s
ended $!
same "a signal does not wait for gnuplot for ever: the old file is left" "143 old" "$? $(cat new.png)"
same "... and says so" "plotdata: stopped by a signal before the picture was drawn" "$(cat said)"
same "nothing is left beside a failed picture" "" "$(find . -name '.*new*')"

ln -s /dev/full full.png
same "a full disk is status 3" 3 "$(status_of plotdata bar -x t -y a -o full.png pairs)"
check "... and says so" grep -q 'No space left' said
same "a temporary folder that is missing is status 3" 3 "$(TMPDIR=$PWD/none; export TMPDIR; status_of plotdata bar -x t -y a pairs)"
check "... and is named" grep -q "$PWD/none: cannot make a temporary file" said
echo '{"a":1,"p":' | cat pairs - >cut
echo old >new.png
same "a cut line is status 1 and leaves the old picture" "1 old" "$(status_of plotdata scatter -x a -y p -o new.png cut) $(cat new.png)"

# More than a pipe holds.
awk 'BEGIN { for (i = 1; i <= 80000; i++) printf "{\"a\":%d,\"p\":%d.5,\"t\":\"label %d\"}\n", i, i, i % 150 }' >many
closed() { # closed COMMAND...: its status when its reader goes away
	{
		"$@" 2>said
		echo $? >status
	} | head -n 1 >/dev/null
	cat status
}
same "a closed pipe ends a script by SIGPIPE" 141 "$(closed plotdata scatter -x a -y p many)"
same "... and a table" 141 "$(closed plotdata csv many)"
same "more groups than a picture can show are refused" 1 "$(status_of plotdata line -x a -y p -g t many)"
check "... by name" grep -q '^plotdata: t: more than 100 different values are too many' said
same "a pie has at most 100 slices, however high it is" 100 \
	"$(plotdata pie -x t -y p --size 600x10000 many | grep -c '^[0-9]* 0')"
check "a limit, and many labels" plotdata bar -x t -y p --limit 40 --sort -o limit.png many

# Nobody waits for a file: what comes after a pause still settles the widths.
mkfifo rest
plotdata table -o rest.txt rest &
exec 8>rest
echo '{"a":1}' >&8
sleep 0.3
echo '{"a":22222}' >&8
exec 8>&-
wait $!
same "a table in a file is as wide as all of its rows" 1 "$(awk '{ print length }' rest.txt | uniq | wc -l)"

# A table reads back as it was written.
cat >table.py <<'EOF'
import csv, json, subprocess, sys
texts = ["", "a,b", 'say "hi"', "two\nlines", "\r", " blank ", "\xf1", "'", "\t", "null", "x"]
rows = [{"i": i, "t": text, "u": texts[-i]} for i, text in enumerate(texts)]
lines = "".join(json.dumps(row) + "\n" for row in rows)
table = subprocess.run(["plotdata", "csv"], input=lines.encode(), check=True, capture_output=True).stdout.decode()
read = list(csv.DictReader(table.splitlines(keepends=True)))
sys.exit(read != [{"i": str(row["i"]), "t": row["t"], "u": row["u"]} for row in rows])
EOF
check "a table reads back" python3 table.py
finish
