/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/supply_tables.h"

/* More than a third of the file's customers share one first name and one last name. */
const struct supply_word supply_first_names[] = { { 374, "Mary" }, { 11, "Ada" }, { 11, "Amir" },
	{ 11, "Anna" }, { 12, "Aria" }, { 12, "Bruno" }, { 12, "Carl" }, { 12, "Clara" }, { 12, "Dana" },
	{ 12, "David" }, { 12, "Diego" }, { 12, "Edith" }, { 12, "Elena" }, { 12, "Emma" }, { 13, "Felix" },
	{ 13, "Frank" }, { 13, "Grace" }, { 13, "Hugo" }, { 13, "Ines" }, { 13, "Isaac" }, { 13, "Ivan" },
	{ 13, "James" }, { 13, "Jane" }, { 13, "Jonas" }, { 13, "Julia" }, { 14, "Karen" }, { 14, "Kevin" },
	{ 14, "Laura" }, { 14, "Leo" }, { 14, "Lucy" }, { 14, "Marco" }, { 14, "Maria" }, { 14, "Nadia" },
	{ 14, "Nora" }, { 14, "Oscar" }, { 14, "Paula" }, { 14, "Peter" }, { 14, "Rosa" }, { 14, "Ruth" },
	{ 14, "Sam" }, { 14, "Sara" }, { 14, "Simon" }, { 14, "Tessa" }, { 14, "Theo" }, { 14, "Vera" },
	{ 14, "Walter" }, { 14, "Xavier" }, { 14, "Yara" }, { 14, "Zoe" } };
const size_t supply_first_name_count = sizeof supply_first_names / sizeof *supply_first_names;

const struct supply_word supply_last_names[] = { { 360, "Smith" }, { 12, "Abbott" }, { 12, "Acosta" },
	{ 12, "Baker" }, { 12, "Barnes" }, { 12, "Castro" }, { 13, "Chen" }, { 13, "Cooper" }, { 13, "Cruz" },
	{ 13, "Dixon" }, { 13, "Duncan" }, { 13, "Ellis" }, { 13, "Farmer" }, { 13, "Fisher" },
	{ 13, "Garcia" }, { 13, "Grant" }, { 13, "Hale" }, { 13, "Harper" }, { 13, "Hunt" }, { 13, "Ibarra" },
	{ 13, "Jensen" }, { 13, "Keller" }, { 13, "Lamb" }, { 13, "Lopez" }, { 13, "Marsh" },
	{ 14, "Mendez" }, { 14, "Miller" }, { 14, "Nash" }, { 14, "Norris" }, { 14, "Ortiz" },
	{ 14, "Parker" }, { 14, "Perez" }, { 14, "Price" }, { 14, "Quinn" }, { 14, "Reyes" },
	{ 14, "Rivera" }, { 14, "Shaw" }, { 14, "Silva" }, { 14, "Stone" }, { 14, "Tate" }, { 14, "Torres" },
	{ 14, "Vega" }, { 14, "Walsh" }, { 14, "Webb" }, { 14, "West" }, { 14, "Wong" }, { 14, "York" },
	{ 14, "Young" } };
const size_t supply_last_name_count = sizeof supply_last_names / sizeof *supply_last_names;

const struct supply_word supply_segments[] = { { 517, "Consumer" }, { 310, "Corporate" },
	{ 173, "Home Office" } };
const size_t supply_segment_count = sizeof supply_segments / sizeof *supply_segments;

const char *const supply_street_manners[] = { "Amber", "Broad", "Calm", "Clear", "Dusty", "Early", "Fallen",
	"Gentle", "Green", "Hidden", "High", "Long", "Merry", "Misty", "Noble", "Old", "Pleasant", "Quick",
	"Silver", "Still", "Sunny", "Umber", "Velvet", "Wide" };
const size_t supply_street_manner_count = sizeof supply_street_manners / sizeof *supply_street_manners;

const char *const supply_street_things[] = { "Acorn", "Barn", "Beacon", "Birch", "Brook", "Cedar", "Cloud",
	"Dove", "Elm", "Fern", "Forge", "Gate", "Harvest", "Lantern", "Maple", "Meadow", "Orchard", "Pebble",
	"River", "Robin", "Spring", "Stone", "Willow", "Wren" };
const size_t supply_street_thing_count = sizeof supply_street_things / sizeof *supply_street_things;

const char *const supply_street_kinds[] = { "Avenue", "Bend", "Circle", "Close", "Court", "Drive", "Glen",
	"Grove", "Heights", "Lane", "Loop", "Parade", "Path", "Ridge", "Road", "Row", "Square", "Street",
	"Terrace", "Walk", "Way" };
const size_t supply_street_kind_count = sizeof supply_street_kinds / sizeof *supply_street_kinds;
